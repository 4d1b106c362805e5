package dev.gantry.provisioner.flow.run;

import dev.gantry.provisioner.model.run.Failure;
import dev.gantry.provisioner.model.run.Run;
import dev.gantry.provisioner.model.run.RunState;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Ends a run: the one place where that is logged and counted. Inside the transaction that publishes the event. */
@ApplicationScoped
public class RunEnding {
    private final Clock clock;
    private final MeterRegistry meters;

    RunEnding(Clock clock, MeterRegistry meters) {
        this.clock = clock;
        this.meters = meters;
    }

    public Run of(Run run, RunState state, Failure why) {
        meters.counter("gantry.runs", "kind", run.kind().name(), "state", state.name())
                .increment();
        Log.infof(
                "run ended hostId=%s runId=%s kind=%s to=%s reason=%s",
                run.host(), run.id(), run.kind(), state, why.reason());
        return run.ended(state, why, clock.instant());
    }
}
