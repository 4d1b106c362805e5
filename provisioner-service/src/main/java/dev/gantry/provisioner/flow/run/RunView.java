package dev.gantry.provisioner.flow.run;

import dev.gantry.provisioner.model.run.RunKind;
import dev.gantry.provisioner.model.run.RunState;
import dev.gantry.provisioner.store.RunRow;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
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

    static RunView of(RunRow run) {
        return new RunView(
                run.id,
                run.host,
                run.version,
                run.kind,
                run.state,
                run.waiting,
                run.step,
                run.reason,
                run.detail,
                run.retryable,
                run.changes,
                run.reboots,
                new TreeMap<>(run.skipped),
                run.retryOf,
                run.createdAt,
                run.startedAt,
                run.finishedAt);
    }
}
