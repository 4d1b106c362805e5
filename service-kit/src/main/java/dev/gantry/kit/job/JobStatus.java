package dev.gantry.kit.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The newest job of a kind and key; {@code reason} says why it waits or how it ended. */
public record JobStatus(
        String key,
        State state,
        @Nullable String reason,
        Instant createdAt,
        @Nullable Instant finishedAt) {

    /** Where a job stands. */
    public enum State {
        WAITING,
        RUNNING,
        DONE,
        FAILED,
        CANCELLED
    }
}
