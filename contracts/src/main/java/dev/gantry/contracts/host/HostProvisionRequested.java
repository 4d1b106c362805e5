package dev.gantry.contracts.host;

import dev.gantry.contracts.desired.DesiredState;
import dev.gantry.contracts.desired.SshTarget;
import dev.gantry.contracts.event.HostEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bring the host to the desired state. {@code planDigest} is the plan that was approved; {@code approvedBy} who agreed to
 * reboots and removals, null when none was needed. {@code overrideReason} is set only when a person overrode a guest in use.
 */
public record HostProvisionRequested(
        String host,
        long version,
        List<String> groups,
        SshTarget ssh,
        DesiredState desiredState,
        @Nullable String planDigest,
        @Nullable String approvedBy,
        @Nullable String overrideReason)
        implements HostEvent {

    public HostProvisionRequested {
        groups = List.copyOf(groups);
    }
}
