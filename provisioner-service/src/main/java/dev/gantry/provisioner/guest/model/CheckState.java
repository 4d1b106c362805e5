package dev.gantry.provisioner.guest.model;

/** How far a check has come. */
public enum CheckState {
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED;

    public boolean isOpen() {
        return this == QUEUED || this == RUNNING;
    }
}
