package dev.gantry.provisioner.redfish;

/** A management controller said no, or nothing. */
public final class RedfishException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Whether the same may work later. */
    public enum Kind {
        REFUSED,
        SILENT
    }

    private final Kind kind;

    public RedfishException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
