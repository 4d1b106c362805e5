package dev.gantry.provisioner.flow.rollout;

import java.util.List;

/**
 * The rules of a rollout.
 *
 * @param canary so many of the first hosts have to succeed before any other begins
 * @param maxInFlight hosts at the same time
 * @param maxUnavailable hosts of one group at the same time; 0: as configured for the service
 * @param failureBudget hosts that may fail before no further one begins
 */
public record RolloutPlan(List<String> hosts, int canary, int maxInFlight, int maxUnavailable, int failureBudget) {

    public RolloutPlan {
        hosts = List.copyOf(hosts);
    }
}
