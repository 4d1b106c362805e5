package dev.gantry.kit.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One change that a caller made. {@code action} is the operation's id in the OpenAPI document, {@code subject} the path, {@code reason} what
 * the caller gave as reason where the operation asks for one.
 */
public record AuditEntry(
        long id,
        Instant at,
        String actor,
        String action,
        String subject,
        @Nullable String reason,
        int status,
        @Nullable String requestId) {}
