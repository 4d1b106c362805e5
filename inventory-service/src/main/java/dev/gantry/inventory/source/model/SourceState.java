package dev.gantry.inventory.source.model;

/** Where a source stands after its last fetch. */
public enum SourceState {
    /** It was not fetched yet. */
    WAITING,
    /** The newest commit is in force. */
    CURRENT,
    /** The newest commit cannot be imported; the one before stays in force. */
    REFUSED,
    /** The branch's history does not hold the commit in force: it was replaced. Nothing is imported until a person agrees. */
    DIVERGED,
    /** The repository has no such branch. */
    BRANCH_MISSING,
    /** The repository is away, or refuses. */
    UNREACHABLE;

    /** Nothing could be read: worth another try before long. */
    boolean isAway() {
        return this == BRANCH_MISSING || this == UNREACHABLE;
    }
}
