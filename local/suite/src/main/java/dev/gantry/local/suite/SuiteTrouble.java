package dev.gantry.local.suite;

/** The suite cannot start or go on, for a reason the message gives together with the next thing to do. */
public final class SuiteTrouble extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SuiteTrouble(String message) {
        super(message);
    }

    public SuiteTrouble(String message, Throwable cause) {
        super(message, cause);
    }
}
