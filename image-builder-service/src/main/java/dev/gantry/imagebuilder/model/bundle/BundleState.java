package dev.gantry.imagebuilder.model.bundle;

/** Where a driver bundle is on its way; {@link BundleTransition} says how it moves. */
public enum BundleState {
    /** Its address is known, its bytes are not here yet. */
    ANNOUNCED,
    /** Here and checked, on its way into the artifact store. */
    STORED,
    /** Every part can be fetched. */
    PUBLISHED,
    /** It was published; the repository was rolled back to a version without it. */
    WITHDRAWN,
    /** It cannot go on; the reason says why. Sending it again starts anew. */
    FAILED
}
