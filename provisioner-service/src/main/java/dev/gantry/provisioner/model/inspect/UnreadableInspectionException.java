package dev.gantry.provisioner.model.inspect;

/** What came back from a look is not an answer, or not all of it. Looking again may help. */
public final class UnreadableInspectionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableInspectionException(String message) {
        super(message);
    }
}
