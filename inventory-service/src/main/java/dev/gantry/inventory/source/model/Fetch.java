package dev.gantry.inventory.source.model;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one fetch found.
 *
 * @param commit the newest one; null when it could not be asked for
 * @param inForce what came into force by this fetch; null when nothing did
 * @param effect of the import
 */
public record Fetch(
        SourceState state,
        @Nullable SourceCommit commit,
        SourceStatus.@Nullable InForce inForce,
        @Nullable SourceProblem problem,
        Effect effect,
        Instant at) {

    /**
     * @param created hosts that were enrolled
     * @param changed hosts that changed
     * @param approvedBy whose sign-off approves the plans that follow; null when a person has to
     */
    public record Effect(int created, int changed, @Nullable String approvedBy) {
        public static final Effect NONE = new Effect(0, 0, null);

        boolean isNothing() {
            return created == 0 && changed == 0;
        }
    }

    /** The repository gave no commit. */
    public static Fetch away(SourceState state, SourceProblem problem, Instant at) {
        return new Fetch(state, null, null, problem, Effect.NONE, at);
    }

    /** The commit is not taken; what is in force stays. */
    public static Fetch refused(SourceState state, SourceCommit commit, SourceProblem problem, Instant at) {
        return new Fetch(state, commit, null, problem, Effect.NONE, at);
    }

    /** The commit is in force. */
    public static Fetch taken(SourceStatus.InForce inForce, Effect effect, Instant at) {
        return new Fetch(SourceState.CURRENT, inForce.commit(), inForce, null, effect, at);
    }

    /** Whether it tells no more than an earlier one. */
    boolean isKnownFrom(Fetch earlier) {
        return effect.isNothing()
                && state == earlier.state
                && Objects.equals(commit, earlier.commit)
                && Objects.equals(problem, earlier.problem);
    }
}
