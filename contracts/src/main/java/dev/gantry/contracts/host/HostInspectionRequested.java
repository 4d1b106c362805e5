package dev.gantry.contracts.host;

import dev.gantry.contracts.desired.DesiredState;
import dev.gantry.contracts.desired.SshTarget;
import dev.gantry.contracts.event.HostEvent;
import org.jspecify.annotations.Nullable;

/** Look at the host and say what differs from what is wanted. {@code wanted} is null when nothing is wanted yet. */
public record HostInspectionRequested(
        String host, long version, SshTarget ssh, @Nullable DesiredState wanted) implements HostEvent {}
