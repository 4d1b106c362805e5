package dev.gantry.contracts.host;

import dev.gantry.contracts.event.HostEvent;

/** A host has left; its devices are no longer offered. */
public record HostRetired(String host, long version, String reason) implements HostEvent {}
