package dev.gantry.imagebuilder.events;

import dev.gantry.contracts.host.HostRetired;
import dev.gantry.imagebuilder.flow.NoteHostDriver;
import dev.gantry.kit.event.CloudEventContext;
import dev.gantry.kit.event.EventHandler;
import jakarta.enterprise.context.ApplicationScoped;

/** Forgets a host that is gone. */
@ApplicationScoped
class HostRetiredHandler implements EventHandler<HostRetired> {

    private final NoteHostDriver note;

    HostRetiredHandler(NoteHostDriver note) {
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
