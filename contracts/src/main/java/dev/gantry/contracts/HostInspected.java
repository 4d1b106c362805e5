package dev.gantry.contracts;

/** A host was looked at. {@code version} is the one of the request that it answers. */
public record HostInspected(String host, long version, Facts facts, Plan plan) implements HostEvent {}
