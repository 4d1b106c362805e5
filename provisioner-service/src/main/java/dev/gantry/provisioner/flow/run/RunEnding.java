package dev.gantry.provisioner.flow.run;

import dev.gantry.provisioner.model.run.Failure;
import dev.gantry.provisioner.model.run.Run;
import dev.gantry.provisioner.model.run.RunKind;
import dev.gantry.provisioner.model.run.RunState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.EnumSet;

/** Ends a run: the one place where that is logged and counted. Inside the transaction that publishes the event. */
@ApplicationScoped
public class RunEnding {
    private final Clock clock;
    private final MeterRegistry meters;

    RunEnding(Clock clock, MeterRegistry meters) {
        this.clock = clock;
        this.meters = meters;
    }

    /** All are there from the start: of a number that appears with its first event, Prometheus does not see that event. */
    void counters(@Observes StartupEvent start) {
        for (RunKind kind : RunKind.values()) {
            EnumSet.complementOf(EnumSet.copyOf(RunState.OPEN)).forEach(state -> counter(kind, state));
        }
    }

    private Counter counter(RunKind kind, RunState state) {
        return meters.counter("gantry.runs", "kind", kind.name(), "state", state.name());
    }

    public Run of(Run run, RunState state, Failure why) {
        counter(run.kind(), state).increment();
        Log.infof(
                "run ended hostId=%s runId=%s kind=%s to=%s reason=%s",
                run.host(), run.id(), run.kind(), state, why.reason());
        return run.ended(state, why, clock.instant());
    }
}
