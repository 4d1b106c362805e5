package dev.gantry.kit.operation;

/** Where long work stands. */
public enum OperationState {
    /** It has not begun, or it pauses; {@code waitsFor} tells why. */
    WAITING,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    public boolean isEnded() {
        return this == SUCCEEDED || this == FAILED || this == CANCELLED;
    }
}
