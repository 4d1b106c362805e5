package dev.gantry.provisioner.events;

import dev.gantry.contracts.host.HostRetired;
import dev.gantry.kit.event.CloudEventContext;
import dev.gantry.kit.event.EventHandler;
import dev.gantry.provisioner.flow.run.RunIntake;
import jakarta.enterprise.context.ApplicationScoped;

/** A host has left. */
@ApplicationScoped
class Retirements implements EventHandler<HostRetired> {

    private final RunIntake requests;

    Retirements(RunIntake requests) {
        this.requests = requests;
    }

    @Override
    public Class<HostRetired> reads() {
        return HostRetired.class;
    }

    @Override
    public void handle(HostRetired event, CloudEventContext received) {
        requests.retire(event);
    }
}
