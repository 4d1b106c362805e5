package dev.gantry.contracts.host;

import dev.gantry.contracts.event.HostEvent;
import dev.gantry.contracts.inspection.Device;
import dev.gantry.contracts.inspection.Facts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A host is in its desired state, as its last inspection showed: {@code facts} are what that one found. {@code changes} and {@code reboots}
 * count what the run did; both 0 when it was so already.
 */
public record HostProvisioned(
        String host,
        long version,
        String runId,
        List<Device> devices,
        List<String> groups,
        @Nullable String driverVersion,
        int changes,
        int reboots,
        @Nullable Facts facts)
        implements HostEvent {

    public HostProvisioned {
        devices = List.copyOf(devices);
        groups = List.copyOf(groups);
    }
}
