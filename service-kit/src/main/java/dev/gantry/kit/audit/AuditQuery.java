package dev.gantry.kit.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which entries; what is null filters nothing. {@code subject} is a beginning, the others are whole. */
public record AuditQuery(
        @Nullable String actor,
        @Nullable String action,
        @Nullable String subject,
        @Nullable Instant from,
        @Nullable Instant until) {}
