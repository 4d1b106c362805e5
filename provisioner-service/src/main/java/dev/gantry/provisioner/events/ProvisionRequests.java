package dev.gantry.provisioner.events;

import dev.gantry.contracts.host.HostProvisionRequested;
import dev.gantry.kit.event.CloudEventContext;
import dev.gantry.kit.event.EventHandler;
import dev.gantry.provisioner.flow.run.RunIntake;
import jakarta.enterprise.context.ApplicationScoped;

/** Inventory asks for the wanted state. */
@ApplicationScoped
class ProvisionRequests implements EventHandler<HostProvisionRequested> {

    private final RunIntake requests;

    ProvisionRequests(RunIntake requests) {
        this.requests = requests;
    }

    @Override
    public Class<HostProvisionRequested> reads() {
        return HostProvisionRequested.class;
    }

    @Override
    public void handle(HostProvisionRequested event, CloudEventContext received) {
        requests.provision(event);
    }
}
