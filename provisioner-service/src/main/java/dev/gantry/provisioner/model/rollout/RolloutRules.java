package dev.gantry.provisioner.model.rollout;

import dev.gantry.provisioner.model.run.RunState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * By which rules the hosts of a rollout begin.
 *
 * @param hosts in their order; the first {@code canary} of them have to succeed before any other begins
 * @param maxInFlight hosts at the same time
 * @param failureBudget how many may fail before no further one begins
 */
public record RolloutRules(List<String> hosts, int canary, int maxInFlight, int failureBudget) {

    public RolloutRules {
        hosts = List.copyOf(hosts);
    }

    public RolloutRules withBudget(int budget) {
        return new RolloutRules(hosts, canary, maxInFlight, budget);
    }

    /** Why no further host may begin at all; empty while they may. {@code runs} is the newest run's state by host. */
    public Optional<String> stops(Map<String, RunState> runs) {
        List<String> failed =
                hosts.stream().filter(host -> runs.get(host) == RunState.FAILED).toList();
        return failed.size() > failureBudget
                ? Optional.of("failed: " + String.join(", ", failed) + "; the budget is " + failureBudget)
                : Optional.empty();
    }

    /** What this host has to wait for; empty when it may begin. */
    public Optional<String> holds(String host, Map<String, RunState> runs) {
        List<String> first = hosts.subList(0, Math.min(canary, hosts.size()));
        if (!first.contains(host)) {
            List<String> left = first.stream()
                    .filter(canaryHost -> runs.get(canaryHost) != RunState.SUCCEEDED)
                    .toList();
            if (!left.isEmpty()) {
                return Optional.of("for canary " + String.join(", ", left) + " to succeed");
            }
        }
        List<String> busy =
                hosts.stream().filter(other -> isUnderWay(runs.get(other))).toList();
        return busy.size() >= maxInFlight
                ? Optional.of(
                        "for one of " + String.join(", ", busy) + " to end; at most " + maxInFlight + " at a time")
                : Optional.empty();
    }

    private static boolean isUnderWay(@Nullable RunState state) {
        return state == RunState.RUNNING || state == RunState.WAITING;
    }
}
