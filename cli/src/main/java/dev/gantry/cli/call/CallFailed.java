package dev.gantry.cli.call;

/** No answer came, or the command cannot be carried out; the message says why and what to do. */
public final class CallFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CallFailed(String message) {
        super(message);
    }

    public CallFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
