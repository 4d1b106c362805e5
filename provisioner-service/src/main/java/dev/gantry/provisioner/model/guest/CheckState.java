package dev.gantry.provisioner.model.guest;

/** How far a check has come. */
public enum CheckState {
    QUEUED,
    RUNNING,
    DONE,
    FAILED;

    public boolean isOpen() {
        return this == QUEUED || this == RUNNING;
    }
}
