package dev.gantry.provisioner.model.rollout;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A set of hosts whose provision runs begin by common rules.
 *
 * @param version rises with each change, for If-Match
 * @param maxUnavailable hosts of one group at the same time; 0: as configured for the service
 * @param stopped why no further run begins; null while they do
 */
public record Rollout(
        String name,
        long version,
        RolloutRules rules,
        int maxUnavailable,
        @Nullable String stopped,
        String createdBy,
        Instant createdAt) {

    public static Rollout made(String name, RolloutRules rules, int maxUnavailable, String by, Instant now) {
        return new Rollout(name, 1, rules, maxUnavailable, null, by, now);
    }

    public Rollout with(RolloutRules other, int unavailable) {
        return new Rollout(name, version + 1, other, unavailable, stopped, createdBy, createdAt);
    }

    public Rollout stopped(String why) {
        return new Rollout(name, version + 1, rules, maxUnavailable, why, createdBy, createdAt);
    }

    /** What failed before is pardoned only when it is tried again, so the budget counts that, too. */
    public Rollout resumed(int failureBudget) {
        return new Rollout(
                name, version + 1, rules.withBudget(failureBudget), maxUnavailable, null, createdBy, createdAt);
    }
}
