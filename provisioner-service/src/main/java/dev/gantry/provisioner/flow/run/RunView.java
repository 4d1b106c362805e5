package dev.gantry.provisioner.flow.run;

import dev.gantry.provisioner.model.run.Failure;
import dev.gantry.provisioner.model.run.Run;
import dev.gantry.provisioner.model.run.RunKind;
import dev.gantry.provisioner.model.run.RunState;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A run as people see it. {@code waiting} says what it waits for, empty when it does not wait. */
public record RunView(
        UUID id,
        String host,
        long version,
        RunKind kind,
        RunState state,
        String waiting,
        String step,
        String reason,
        String detail,
        boolean retryable,
        int changes,
        int reboots,
        Map<String, String> skipped,
        @Nullable UUID retryOf,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {
    static RunView of(Run run) {
        Failure result = run.result() == null ? Failure.NONE : run.result();
        return new RunView(
                run.id(),
                run.host(),
                run.version(),
                run.kind(),
                run.state(),
                run.waiting(),
                run.step(),
                result.reason(),
                result.detail(),
                result.retryable(),
                run.progress().changes(),
                run.progress().reboots(),
                run.skipped(),
                run.request().retryOf(),
                run.createdAt(),
                run.startedAt(),
                run.finishedAt());
    }
}
