package dev.gantry.contracts;

import java.util.List;

/** What is wanted of a host, or how it is reached, was changed. {@code changed} names the fields or variables. */
public record HostSpecChanged(String host, long version, List<String> groups, List<String> changed)
        implements HostEvent {

    public HostSpecChanged {
        groups = List.copyOf(groups);
        changed = List.copyOf(changed);
    }
}
