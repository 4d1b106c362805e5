package dev.gantry.imagebuilder.events;

import dev.gantry.contracts.host.HostRetired;
import dev.gantry.imagebuilder.flow.alignment.HostDriverRecorder;
import dev.gantry.kit.event.CloudEventContext;
import dev.gantry.kit.event.EventHandler;
import jakarta.enterprise.context.ApplicationScoped;

/** Forgets a host that is gone. */
@ApplicationScoped
class HostRetiredHandler implements EventHandler<HostRetired> {

    private final HostDriverRecorder note;

    HostRetiredHandler(HostDriverRecorder note) {
        this.note = note;
    }

    @Override
    public Class<HostRetired> reads() {
        return HostRetired.class;
    }

    @Override
    public void handle(HostRetired event, CloudEventContext received) {
        note.forget(event.host());
    }
}
