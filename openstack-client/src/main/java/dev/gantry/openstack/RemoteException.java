package dev.gantry.openstack;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** OpenStack said no, or nothing. {@code status} is 0 when there was no answer; {@code retryable} when a later try may go better without a person. */
public final class RemoteException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int TOO_EARLY = 425;
    private static final int BUSY = 429;
    private static final int BROKEN = 500;
    private static final int NOT_IMPLEMENTED = 501;

    private final int status;
    private final String service;
    private final String said;
    private final @Nullable Duration retryAfter;

    /** @param service its type in the catalogue, e.g. {@code compute}; for settings the file they stand in */
    public RemoteException(int status, String service, String message) {
        this(status, service, message, null);
    }

    /** @param retryAfter how long the service itself asks to wait */
    RemoteException(int status, String service, String message, @Nullable Duration retryAfter) {
        super(service + ": " + message, null, false, false);
        this.status = status;
        this.service = service;
        this.said = service + ": " + message;
        this.retryAfter = retryAfter;
    }

    public int status() {
        return status;
    }

    public String service() {
        return service;
    }

    /** In kebab-case, of the program and what became of the call: {@code nova-down}, {@code glance-quota}, {@code keystone-refused}. */
    public String reason() {
        return kind().kebab();
    }

    /** The service and its own words. */
    public String said() {
        return said;
    }

    public boolean retryable() {
        return kind().isRetryable();
    }

    private CloudReason kind() {
        boolean isBroken = status >= BROKEN && status != NOT_IMPLEMENTED;
        return CloudReason.of(
                service,
                status,
                status == 0 || status == TOO_EARLY || status == BUSY || isBroken || retryAfter != null);
    }

    /** How long to wait before the next try: what the service asked for, but no less than usual. */
    public Duration pause(Duration usual) {
        return retryAfter == null || retryAfter.compareTo(usual) < 0 ? usual : retryAfter;
    }
}
