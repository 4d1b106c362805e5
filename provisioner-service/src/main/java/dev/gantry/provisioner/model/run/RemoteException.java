package dev.gantry.provisioner.model.run;

import org.jspecify.annotations.Nullable;

/** A host could not be used. Thrown by this room only; the flow turns it into an outcome. */
public final class RemoteException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final RemoteReason trouble;

    public RemoteException(RemoteReason trouble, String detail) {
        this(trouble, detail, null);
    }

    public RemoteException(RemoteReason trouble, String detail, @Nullable Throwable cause) {
        super(detail, cause);
        this.trouble = trouble;
    }

    public RemoteReason trouble() {
        return trouble;
    }

    /** For a person: what was tried, what was found, what to do next. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
