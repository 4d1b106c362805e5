package dev.gantry.openstack;

import java.util.Locale;

/** Why a cloud did not do its part: the program that was asked, and what became of the call. */
public enum CloudReason {
    KEYSTONE_DOWN(Retry.LATER),
    KEYSTONE_REFUSED(Retry.NEVER),
    NOVA_DOWN(Retry.LATER),
    NOVA_REFUSED(Retry.NEVER),
    NOVA_QUOTA(Retry.NEVER),
    NOVA_UNAUTHORIZED(Retry.LATER),
    PLACEMENT_DOWN(Retry.LATER),
    PLACEMENT_REFUSED(Retry.NEVER),
    PLACEMENT_UNAUTHORIZED(Retry.LATER),
    GLANCE_DOWN(Retry.LATER),
    GLANCE_REFUSED(Retry.NEVER),
    GLANCE_QUOTA(Retry.NEVER),
    GLANCE_UNAUTHORIZED(Retry.LATER),
    CLOUD_SETTINGS(Retry.NEVER),
    CLOUD_DOWN(Retry.LATER);

    private static final int UNAUTHORIZED = 401;
    private static final int TOO_LARGE = 413;

    /** Whether a later try may go better without a person. */
    enum Retry {
        NEVER,
        LATER
    }

    private final Retry retry;

    CloudReason(Retry retry) {
        this.retry = retry;
    }

    /** @param service its type in the catalogue; anything else is where the settings stand */
    static CloudReason of(String service, int status, boolean isPassing) {
        return switch (service) {
            case "identity" -> isPassing ? KEYSTONE_DOWN : KEYSTONE_REFUSED;
            case "compute" ->
                switch (status) {
                    case UNAUTHORIZED -> NOVA_UNAUTHORIZED;
                    case TOO_LARGE -> NOVA_QUOTA;
                    default -> isPassing ? NOVA_DOWN : NOVA_REFUSED;
                };
            case "image" ->
                switch (status) {
                    case UNAUTHORIZED -> GLANCE_UNAUTHORIZED;
                    case TOO_LARGE -> GLANCE_QUOTA;
                    default -> isPassing ? GLANCE_DOWN : GLANCE_REFUSED;
                };
            case "placement" ->
                status == UNAUTHORIZED ? PLACEMENT_UNAUTHORIZED : isPassing ? PLACEMENT_DOWN : PLACEMENT_REFUSED;
            default -> isPassing ? CLOUD_DOWN : CLOUD_SETTINGS;
        };
    }

    /** A token that Keystone gave just now and the service does not take may be taken the next time. */
    boolean isRetryable() {
        return retry == Retry.LATER;
    }

    /** {@code glance-quota}. */
    public String kebab() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
