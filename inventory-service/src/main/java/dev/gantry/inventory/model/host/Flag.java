package dev.gantry.inventory.model.host;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is true of a host besides its state. Each raised flag has a reason. */
public enum Flag {
    NEEDS_HOST_KEY,
    NEEDS_APPROVAL,
    LAYOUT_IMPOSSIBLE,
    BLOCKED,
    /** It is not any more as the last run left it. */
    DRIFTED,
    /** Its desired state changed since its last run; the plan waits. */
    CHANGE_PENDING,
    /** The last inspection failed; what is known is old. */
    INSPECTION_FAILED,
    /** Placement was asked and does not show what was predicted. */
    PLACEMENT_MISMATCH,
    /** Nova moves its guests away, or has moved as many as it may; the reason says how far it is. */
    NOVA_DRAIN,
    /** Nova has moved every guest away. */
    DRAINED,
    /** Nova's configuration of it has errors and is held back. */
    REVISION_HELD,
    MAINTENANCE_REQUESTED,
    /** A run was ordered; an inspection comes first. */
    PROVISIONING_REQUESTED;

    /** As events and REST write it, e.g. {@code needs-approval}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Flag> ofWord(String word) {
        return Arrays.stream(values()).filter(f -> f.word().equals(word)).findFirst();
    }
}
