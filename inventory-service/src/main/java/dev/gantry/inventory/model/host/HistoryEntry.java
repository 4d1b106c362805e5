package dev.gantry.inventory.model.host;

import dev.gantry.inventory.model.lifecycle.HostState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One line of a host's history: what happened, who caused it and why; {@code millis} it stood in {@code from} before. */
public record HistoryEntry(
        String host,
        long version,
        Instant at,
        String what,
        @Nullable HostState from,
        HostState to,
        Cause cause,
        long millis) {}
