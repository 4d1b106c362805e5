package dev.gantry.provisioner.model.remote;

import org.jspecify.annotations.Nullable;

/** A host could not be used. Thrown by the clients of outside systems; the flow turns it into an outcome. */
public final class RemoteException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final RemoteReason reason;

    public RemoteException(RemoteReason reason, String detail) {
        this(reason, detail, null);
    }

    public RemoteException(RemoteReason reason, String detail, @Nullable Throwable cause) {
        super(detail, cause);
        this.reason = reason;
    }

    public RemoteReason reason() {
        return reason;
    }

    /** For a person: what was tried, what was found, what to do next. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
