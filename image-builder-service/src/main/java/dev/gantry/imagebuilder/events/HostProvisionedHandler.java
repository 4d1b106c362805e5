package dev.gantry.imagebuilder.events;

import dev.gantry.contracts.host.HostProvisioned;
import dev.gantry.imagebuilder.flow.alignment.HostDriverRecorder;
import dev.gantry.kit.event.CloudEventContext;
import dev.gantry.kit.event.EventHandler;
import jakarta.enterprise.context.ApplicationScoped;

/** Learns which driver a host runs. */
@ApplicationScoped
class HostProvisionedHandler implements EventHandler<HostProvisioned> {

    private final HostDriverRecorder note;

    HostProvisionedHandler(HostDriverRecorder note) {
        this.note = note;
    }

    @Override
    public Class<HostProvisioned> reads() {
        return HostProvisioned.class;
    }

    @Override
    public void handle(HostProvisioned event, CloudEventContext received) {
        note.note(event.host(), event.version(), event.groups(), event.driverVersion());
    }
}
