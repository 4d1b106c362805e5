package dev.gantry.imagebuilder.model.bundle;

import dev.gantry.imagebuilder.model.InvalidTransitionException;
import java.util.EnumSet;
import java.util.Set;

/** The transition table of a driver bundle: nothing else sets its state. Each row: the trigger, where it is allowed, where it leads. */
public enum BundleTransition {

    /** Its address is given, for the first time, after a failure, or of other bytes that take the place of these. */
    ANNOUNCE(EnumSet.allOf(BundleState.class), BundleState.ANNOUNCED),
    /** Its bytes are here and checked. */
    STORE(EnumSet.of(BundleState.ANNOUNCED), BundleState.STORED),
    /** It is to be published once more. */
    REPUBLISH(
            EnumSet.of(BundleState.STORED, BundleState.PUBLISHED, BundleState.WITHDRAWN, BundleState.FAILED),
            BundleState.STORED),
    /** Every part can be fetched. */
    PUBLISH(EnumSet.of(BundleState.STORED), BundleState.PUBLISHED),
    /** The repository was rolled back to a version without it. */
    WITHDRAW(EnumSet.of(BundleState.PUBLISHED), BundleState.WITHDRAWN),
    /** The repository was rolled back to a version that has all of it. */
    RESTORE(EnumSet.of(BundleState.WITHDRAWN), BundleState.PUBLISHED),
    /** It cannot go on. */
    FAIL(EnumSet.of(BundleState.ANNOUNCED, BundleState.STORED), BundleState.FAILED);

    private final Set<BundleState> from;
    private final BundleState to;

    BundleTransition(Set<BundleState> from, BundleState to) {
        this.from = from;
        this.to = to;
    }

    public boolean isAllowedFrom(BundleState state) {
        return from.contains(state);
    }

    /** @throws InvalidTransitionException when the table does not have it */
    public BundleState apply(BundleState state) {
        if (!isAllowedFrom(state)) {
            throw new InvalidTransitionException(state, this);
        }
        return to;
    }
}
