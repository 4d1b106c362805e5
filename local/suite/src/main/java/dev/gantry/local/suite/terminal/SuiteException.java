package dev.gantry.local.suite.terminal;

/** The suite cannot start or go on, for a reason the message gives together with the next thing to do. */
public class SuiteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SuiteException(String message) {
        super(message);
    }

    public SuiteException(String message, Throwable cause) {
        super(message, cause);
    }
}
