package dev.gantry.contracts.host;

import dev.gantry.contracts.event.HostEvent;

/** A host is bookable. {@code verifiedBy} is {@code placement} or {@code operator}; {@code evidence} says what was seen or who confirmed. */
public record HostActivated(String host, long version, String verifiedBy, String evidence) implements HostEvent {}
