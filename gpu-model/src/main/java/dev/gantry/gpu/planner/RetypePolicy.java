package dev.gantry.gpu.planner;

/** Which cards that carry something else may be cut anew. */
public enum RetypePolicy {
    /** None: only empty cards and the free room of others. */
    NEVER,
    /** Those that are known to have no guest: every guest stays where it is. */
    WITHOUT_GUESTS,
    /** Any; guests leave first. */
    ANY
}
