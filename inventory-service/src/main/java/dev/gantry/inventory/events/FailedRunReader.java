package dev.gantry.inventory.events;

import dev.gantry.contracts.HostProvisioningFailed;
import dev.gantry.inventory.flow.RecordRun;
import dev.gantry.kit.EventHandler;
import dev.gantry.kit.Received;
import jakarta.enterprise.context.ApplicationScoped;

/** Hears that a run stopped. */
@ApplicationScoped
public class FailedRunReader implements EventHandler<HostProvisioningFailed> {

    private final RecordRun runs;

    FailedRunReader(RecordRun runs) {
        this.runs = runs;
    }

    @Override
    public Class<HostProvisioningFailed> reads() {
        return HostProvisioningFailed.class;
    }

    @Override
    public void handle(HostProvisioningFailed event, Received received) {
        runs.failed(event);
    }
}
