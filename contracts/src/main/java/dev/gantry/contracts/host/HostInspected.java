package dev.gantry.contracts.host;

import dev.gantry.contracts.event.HostEvent;
import dev.gantry.contracts.inspection.Facts;
import dev.gantry.contracts.inspection.Plan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A host was inspected. {@code version} is the one of the request that it answers. {@code changed}: what the inspection found other than the one
 * before, line by line with {@code -} or {@code +} in front; null when there was none before.
 */
public record HostInspected(
        String host,
        long version,
        Facts facts,
        Plan plan,
        @Nullable List<String> changed) implements HostEvent {

    public HostInspected {
        changed = changed == null ? null : List.copyOf(changed);
    }

    public HostInspected(String host, long version, Facts facts, Plan plan) {
        this(host, version, facts, plan, null);
    }
}
