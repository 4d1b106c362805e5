package dev.gantry.contracts.host;

import dev.gantry.contracts.desired.DesiredState;
import dev.gantry.contracts.desired.SshTarget;
import dev.gantry.contracts.event.HostEvent;
import org.jspecify.annotations.Nullable;

/** Inspect the host and say what differs from the desired state. {@code desiredState} is null while there is none. */
public record HostInspectionRequested(
        String host, long version, SshTarget ssh, @Nullable DesiredState desiredState) implements HostEvent {}
