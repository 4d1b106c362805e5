package dev.gantry.kit.job;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Work that a worker holds for a while. {@code attempt} counts tries from 1, and one that was
 * broken off by the end of its process or of its lease only once; {@code fence} rises with each claim, so that a worker
 * that lost its lease can be told from the one that has it; it goes on rising for a later job of the same kind and key, also after the
 * database was made anew. {@code traceparent} is the trace of who asked for the work last.
 */
public record Job(
        UUID id,
        String kind,
        String key,
        String payload,
        int attempt,
        long fence,
        @Nullable String traceparent) {}
