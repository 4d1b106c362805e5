package dev.gantry.novaconfig.openstack;

/** OpenStack said no, or nothing. {@code status} is 0 when there was no answer; {@code retryable} when a later try may go better without a person. */
public final class CloudRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int BUSY = 429;
    private static final int BROKEN = 500;

    private final int status;
    private final String service;
    private final String said;

    CloudRefusal(int status, String service, String message) {
        super(service + ": " + message, null, false, false);
        this.status = status;
        this.service = service;
        this.said = service + ": " + message;
    }

    public int status() {
        return status;
    }

    public String service() {
        return service;
    }

    /** The service and its own words. */
    public String said() {
        return said;
    }

    public boolean retryable() {
        return status == 0 || status == BUSY || status >= BROKEN;
    }
}
