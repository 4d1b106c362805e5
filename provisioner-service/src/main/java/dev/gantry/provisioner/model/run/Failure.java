package dev.gantry.provisioner.model.run;

import dev.gantry.provisioner.model.remote.RemoteException;

/** Why something did not work, as events carry it. {@code reason} is a kebab-case code; {@code retryable}: the same may work later. */
public record Failure(String reason, String detail, boolean retryable) {
    /** Nothing went wrong, or not yet. */
    public static final Failure NONE = new Failure("", "", false);

    public static Failure of(RemoteException failure) {
        return new Failure(
                failure.reason().code(), failure.detail(), failure.reason().isRetryable());
    }

    public static Failure lasting(String reason, String detail) {
        return new Failure(reason, detail, false);
    }
}
