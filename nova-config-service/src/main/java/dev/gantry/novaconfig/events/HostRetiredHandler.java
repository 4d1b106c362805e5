package dev.gantry.novaconfig.events;

import dev.gantry.contracts.host.HostRetired;
import dev.gantry.kit.event.CloudEventContext;
import dev.gantry.kit.event.EventHandler;
import dev.gantry.novaconfig.flow.device.HostDeviceUpdates;
import dev.gantry.novaconfig.model.publish.Revision.Cause;
import jakarta.enterprise.context.ApplicationScoped;

/** A host has left: it is taken out of what hosts share. */
@ApplicationScoped
public class HostRetiredHandler implements EventHandler<HostRetired> {

    private final HostDeviceUpdates takeDevices;

    HostRetiredHandler(HostDeviceUpdates takeDevices) {
        this.takeDevices = takeDevices;
    }

    @Override
    public Class<HostRetired> reads() {
        return HostRetired.class;
    }

    @Override
    public void handle(HostRetired e, CloudEventContext received) {
        Cause cause = new Cause(received.id(), "host " + e.host() + " retired: " + e.reason(), received.source());
        takeDevices.retired(e.host(), e.version(), cause);
    }
}
