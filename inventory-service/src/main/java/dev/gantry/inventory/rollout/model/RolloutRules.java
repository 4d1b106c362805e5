package dev.gantry.inventory.rollout.model;

import dev.gantry.contracts.host.DrainOptions;
import dev.gantry.contracts.schedule.TimeWindow;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * In what order, how many at a time, and when to stop.
 *
 * @param canary so many hosts first; no other begins before they are done
 * @param maxInFlight hosts that are worked on at the same time
 * @param maxUnavailable hosts of one group or one availability zone that are away at the same time, failed ones too; 0: no limit of its own
 * @param failureBudget how many may fail before no further one begins
 * @param soakSeconds how long a host has to stay bookable before it counts as done
 * @param window when hosts may begin, as {@link TimeWindow} reads it; null: at any time
 * @param drain how guests leave the hosts; null: as the site has it
 * @param approves the plans of the hosts are approved by the rollout; otherwise each waits for a person
 */
public record RolloutRules(
        int canary,
        int maxInFlight,
        int maxUnavailable,
        int failureBudget,
        long soakSeconds,
        @Nullable String window,
        @Nullable DrainOptions drain,
        boolean approves) {

    /** When the next host may begin; empty: now. */
    Optional<Instant> opens(Instant now) {
        return window == null ? Optional.empty() : TimeWindow.parse(window).opens(now);
    }

    RolloutRules withBudget(int budget) {
        return new RolloutRules(canary, maxInFlight, maxUnavailable, budget, soakSeconds, window, drain, approves);
    }
}
