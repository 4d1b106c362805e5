package dev.gantry.inventory.model.event;

import org.jspecify.annotations.Nullable;

/** An event of the suite in the log; {@code id} rises in the order of commit, {@code data} is JSON, {@code traceparent} may be null. */
public record LoggedEvent(
        long id,
        String eventId,
        String source,
        String type,
        String subject,
        String time,
        @Nullable String traceparent,
        String data) {}
