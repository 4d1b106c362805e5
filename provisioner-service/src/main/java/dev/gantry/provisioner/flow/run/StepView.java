package dev.gantry.provisioner.flow.run;

import dev.gantry.provisioner.model.run.RunStep;
import dev.gantry.provisioner.model.run.StepOutcome;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One application of a step as people see it. {@code exitStatus} null: the host did not answer (yet). */
public record StepView(
        int sequence,
        String name,
        List<String> changes,
        StepOutcome outcome,
        @Nullable Integer exitStatus,
        String detail,
        Instant startedAt,
        @Nullable Instant finishedAt) {
    static StepView of(RunStep step) {
        return new StepView(
                step.sequence(),
                step.name(),
                step.changes(),
                step.outcome(),
                step.exitStatus(),
                step.detail(),
                step.startedAt(),
                step.finishedAt());
    }
}
