package dev.gantry.inventory.events;

import dev.gantry.contracts.host.HostStepFinished;
import dev.gantry.inventory.flow.host.RunRecorder;
import dev.gantry.kit.event.CloudEventContext;
import dev.gantry.kit.event.EventHandler;
import jakarta.enterprise.context.ApplicationScoped;

/** Hears that a run goes on. */
@ApplicationScoped
public class StepReader implements EventHandler<HostStepFinished> {

    private final RunRecorder runs;

    StepReader(RunRecorder runs) {
        this.runs = runs;
    }

    @Override
    public Class<HostStepFinished> reads() {
        return HostStepFinished.class;
    }

    @Override
    public void handle(HostStepFinished event, CloudEventContext received) {
        runs.progressed(event);
    }
}
