package dev.gantry.contracts.desired;

import org.jspecify.annotations.Nullable;

/** Where and how to reach a host. {@code hostKey} is the pinned SHA-256 fingerprint, e.g. {@code SHA256:nThbg6k...}; {@code jump} is {@code user@host:port|SHA256:...} or null. */
public record SshTarget(
        String address,
        int port,
        String user,
        String hostKey,
        @Nullable String jump) {}
