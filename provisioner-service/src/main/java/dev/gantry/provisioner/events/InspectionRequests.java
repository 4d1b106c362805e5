package dev.gantry.provisioner.events;

import dev.gantry.contracts.host.HostInspectionRequested;
import dev.gantry.kit.event.CloudEventContext;
import dev.gantry.kit.event.EventHandler;
import dev.gantry.provisioner.flow.run.RunIntake;
import jakarta.enterprise.context.ApplicationScoped;

/** Inventory asks for a look. */
@ApplicationScoped
class InspectionRequests implements EventHandler<HostInspectionRequested> {

    private final RunIntake requests;

    InspectionRequests(RunIntake requests) {
        this.requests = requests;
    }

    @Override
    public Class<HostInspectionRequested> reads() {
        return HostInspectionRequested.class;
    }

    @Override
    public void handle(HostInspectionRequested event, CloudEventContext received) {
        requests.inspect(event);
    }
}
