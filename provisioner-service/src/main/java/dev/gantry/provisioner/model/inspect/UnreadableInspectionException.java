package dev.gantry.provisioner.model.inspect;

/** What came back from an inspection is no output of it, or not all. Inspecting again may help. */
public final class UnreadableInspectionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableInspectionException(String message) {
        super(message);
    }
}
