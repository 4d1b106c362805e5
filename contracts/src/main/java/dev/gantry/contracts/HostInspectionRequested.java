package dev.gantry.contracts;

import org.jspecify.annotations.Nullable;

/** Look at the host and say what differs from what is wanted. {@code wanted} is null when nothing is wanted yet. */
public record HostInspectionRequested(
        String host, long version, SshTarget ssh, @Nullable WantedState wanted) implements HostEvent {}
