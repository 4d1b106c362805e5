package dev.gantry.contracts.host;

import dev.gantry.contracts.event.HostEvent;

/** A host could not be inspected. {@code reason} is a kebab-case code such as {@code host-key-changed}; {@code retryable} says whether trying again may help. */
public record HostInspectionFailed(String host, long version, String reason, String detail, boolean retryable)
        implements HostEvent {}
