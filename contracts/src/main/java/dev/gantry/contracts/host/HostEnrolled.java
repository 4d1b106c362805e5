package dev.gantry.contracts.host;

import dev.gantry.contracts.event.HostEvent;
import java.util.List;

/** A host is known to inventory. Not yet inspected. */
public record HostEnrolled(String host, long version, List<String> groups, String address, int port)
        implements HostEvent {

    public HostEnrolled {
        groups = List.copyOf(groups);
    }
}
