package dev.gantry.novaconfig.events;

import dev.gantry.contracts.host.HostUpdated;
import dev.gantry.kit.event.CloudEventContext;
import dev.gantry.kit.event.EventHandler;
import dev.gantry.novaconfig.flow.device.HostDeviceUpdates;
import dev.gantry.novaconfig.model.publish.Revision.Cause;
import jakarta.enterprise.context.ApplicationScoped;

/** A host's groups may have changed: the group form follows. */
@ApplicationScoped
public class HostSpecChangedHandler implements EventHandler<HostUpdated> {

    private final HostDeviceUpdates takeDevices;

    HostSpecChangedHandler(HostDeviceUpdates takeDevices) {
        this.takeDevices = takeDevices;
    }

    @Override
    public Class<HostUpdated> reads() {
        return HostUpdated.class;
    }

    @Override
    public void handle(HostUpdated e, CloudEventContext received) {
        Cause cause = new Cause(received.id(), "host " + e.host() + " changed " + e.changed(), received.source());
        takeDevices.regrouped(e.host(), e.version(), e.groups(), cause);
    }
}
