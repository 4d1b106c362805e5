package dev.gantry.contracts.host;

import dev.gantry.contracts.event.HostEvent;
import dev.gantry.contracts.inspection.Device;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The newest whole picture of a host, for readers that start late. */
public record HostSnapshot(
        String host,
        long version,
        String state,
        List<String> groups,
        List<String> flags,
        String address,
        int port,
        List<Device> devices,
        @Nullable String driverVersion)
        implements HostEvent {

    public HostSnapshot {
        groups = List.copyOf(groups);
        flags = List.copyOf(flags);
        devices = List.copyOf(devices);
    }
}
