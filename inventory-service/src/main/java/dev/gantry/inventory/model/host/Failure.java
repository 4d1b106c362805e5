package dev.gantry.inventory.model.host;

import dev.gantry.inventory.model.lifecycle.HostState;

/** Why work ended badly. {@code during} is the working state; {@code reason} a kebab-case code. */
public record Failure(HostState during, String reason, String detail, boolean retryable) {

    /** A person has to pin a key first; trying again would only meet the same key. */
    public static final String HOST_KEY_CHANGED = "host-key-changed";
}
