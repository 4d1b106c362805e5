package dev.gantry.inventory.model.host;

/** What changes at a host where it stands, besides the triggers of its transitions; the history and the events name it. */
public enum HostChange {
    ENROLLED,
    SPEC_CHANGED,
    LABELS_CHANGED,
    HOST_KEY_MISSING,
    APPROVED,
    PROVISIONING_REQUESTED,
    MAINTENANCE_REQUESTED,
    MAINTENANCE_CALLED_OFF,
    REACHED_AGAIN,
    CONFIGURATION_HELD,
    CONFIGURATION_MENDED,
    PLACEMENT_MISMATCH,
    PLACEMENT_MATCHES,
    DRAIN_PROGRESSED
}
