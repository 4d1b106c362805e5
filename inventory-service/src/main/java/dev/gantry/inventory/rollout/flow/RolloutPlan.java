package dev.gantry.inventory.rollout.flow;

import dev.gantry.inventory.model.lifecycle.HostState;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a rollout would do, before anything starts: its stages in order. */
public record RolloutPlan(List<StagePlan> stages) {

    /**
     * Hosts that are away together.
     *
     * @param freeElsewhere by resource class, what Placement told as free on all other hosts while they are away
     */
    public record StagePlan(boolean isCanary, List<HostPlan> hosts, Map<String, Integer> freeElsewhere) {

        public StagePlan {
            hosts = List.copyOf(hosts);
        }
    }

    /**
     * One host.
     *
     * @param changes names of its variables that get another value; none: it is only brought to what is desired of it
     * @param guests devices of it that are allocated; null where Placement told nothing
     * @param reboots by its present plan, when nothing is changed; null where only its next inspection tells
     * @param waits what it would wait for before it begins, for a person; null for nothing
     */
    public record HostPlan(
            String host,
            HostState state,
            List<String> changes,
            @Nullable Integer guests,
            @Nullable Integer reboots,
            @Nullable String waits) {

        public HostPlan {
            changes = List.copyOf(changes);
        }
    }

    public RolloutPlan {
        stages = List.copyOf(stages);
    }
}
