package dev.gantry.inventory.rollout.model;

import dev.gantry.inventory.model.host.Flag;
import dev.gantry.inventory.model.lifecycle.HostState;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A host as a rollout looks at it.
 *
 * @param since it has been in this state
 * @param waits what it waits for, for a person; empty when for nothing
 * @param run version with which its newest run was asked for
 * @param inspectedAt when it was inspected last; null when never, or when no plan is left
 * @param nothingToDo its plan is there and empty
 * @param parts its groups, and its availability zone as {@code zone NAME}
 */
public record RolloutHostStatus(
        HostState state,
        Instant since,
        Set<Flag> flags,
        String waits,
        long run,
        @Nullable Instant inspectedAt,
        boolean nothingToDo,
        List<String> parts) {

    public RolloutHostStatus {
        flags = Set.copyOf(flags);
        parts = List.copyOf(parts);
    }

    boolean isInspectedSince(Instant begun) {
        return inspectedAt != null && !inspectedAt.isBefore(begun);
    }
}
