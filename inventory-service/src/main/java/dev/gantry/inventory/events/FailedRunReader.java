package dev.gantry.inventory.events;

import dev.gantry.contracts.host.HostProvisioningFailed;
import dev.gantry.inventory.flow.host.RunRecorder;
import dev.gantry.kit.event.CloudEventContext;
import dev.gantry.kit.event.EventHandler;
import jakarta.enterprise.context.ApplicationScoped;

/** Hears that a run stopped. */
@ApplicationScoped
public class FailedRunReader implements EventHandler<HostProvisioningFailed> {

    private final RunRecorder runs;

    FailedRunReader(RunRecorder runs) {
        this.runs = runs;
    }

    @Override
    public Class<HostProvisioningFailed> reads() {
        return HostProvisioningFailed.class;
    }

    @Override
    public void handle(HostProvisioningFailed event, CloudEventContext received) {
        runs.failed(event);
    }
}
