package dev.gantry.imagebuilder.model.build;

import dev.gantry.imagebuilder.model.InvalidTransitionException;
import java.util.EnumSet;
import java.util.Set;

/** The transition table of a build: nothing else sets its state. Each row: the trigger, where it is allowed, where it leads. */
public enum BuildTransition {

    /** A worker takes it up, for the first time or after one that was killed. */
    START(EnumSet.of(BuildState.QUEUED, BuildState.RUNNING), BuildState.RUNNING),
    SUCCEED(EnumSet.of(BuildState.RUNNING), BuildState.SUCCEEDED),
    FAIL(EnumSet.of(BuildState.QUEUED, BuildState.RUNNING), BuildState.FAILED),
    CANCEL(EnumSet.of(BuildState.QUEUED, BuildState.RUNNING), BuildState.CANCELLED);

    private final Set<BuildState> from;
    private final BuildState to;

    BuildTransition(Set<BuildState> from, BuildState to) {
        this.from = from;
        this.to = to;
    }

    public boolean isAllowedFrom(BuildState state) {
        return from.contains(state);
    }

    /** @throws InvalidTransitionException when the table does not have it */
    public BuildState apply(BuildState state) {
        if (!isAllowedFrom(state)) {
            throw new InvalidTransitionException(state, this);
        }
        return to;
    }
}
