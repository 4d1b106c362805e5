package dev.gantry.inventory.operation.model;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Work that takes longer than a call: what, of what, how far it is, and what came of it. {@code result} and {@code problem} are JSON;
 * {@code waitsFor} tells why nothing happens now.
 */
public record LongOperation(
        UUID id,
        String kind,
        String subject,
        State state,
        int done,
        int total,
        @Nullable String waitsFor,
        @Nullable String result,
        @Nullable String problem,
        String startedBy,
        Instant startedAt,
        @Nullable Instant endedAt) {

    /** Where an operation stands. */
    public enum State {
        WAITING,
        RUNNING,
        SUCCEEDED,
        FAILED,
        CANCELLED;

        public boolean isEnded() {
            return this == SUCCEEDED || this == FAILED || this == CANCELLED;
        }
    }
}
