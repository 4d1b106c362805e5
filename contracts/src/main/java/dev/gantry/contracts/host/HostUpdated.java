package dev.gantry.contracts.host;

import dev.gantry.contracts.event.HostEvent;
import java.util.List;

/** The desired state of a host, or how it is reached, was changed. {@code changed} names the fields or variables. */
public record HostUpdated(String host, long version, List<String> groups, List<String> changed) implements HostEvent {

    public HostUpdated {
        groups = List.copyOf(groups);
        changed = List.copyOf(changed);
    }
}
