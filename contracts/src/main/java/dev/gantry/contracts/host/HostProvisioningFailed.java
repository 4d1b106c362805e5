package dev.gantry.contracts.host;

import dev.gantry.contracts.event.HostEvent;

/** A run ended without reaching the desired state. {@code reason} is a kebab-case code, {@code step} where it stopped. */
public record HostProvisioningFailed(
        String host, long version, String runId, String step, String reason, String detail, boolean retryable)
        implements HostEvent {}
