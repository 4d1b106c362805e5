package dev.gantry.novaconfig.events;

import dev.gantry.contracts.HostSpecChanged;
import dev.gantry.kit.EventHandler;
import dev.gantry.kit.Received;
import dev.gantry.novaconfig.flow.TakeDevices;
import dev.gantry.novaconfig.model.Rendition.Cause;
import jakarta.enterprise.context.ApplicationScoped;

/** A host's groups may have changed: the group form follows. */
@ApplicationScoped
public class HostSpecChangedHandler implements EventHandler<HostSpecChanged> {

    private final TakeDevices takeDevices;

    HostSpecChangedHandler(TakeDevices takeDevices) {
        this.takeDevices = takeDevices;
    }

    @Override
    public Class<HostSpecChanged> reads() {
        return HostSpecChanged.class;
    }

    @Override
    public void handle(HostSpecChanged e, Received received) {
        Cause cause = new Cause(received.id(), "host " + e.host() + " changed " + e.changed(), received.source());
        takeDevices.regrouped(e.host(), e.version(), e.groups(), cause);
    }
}
