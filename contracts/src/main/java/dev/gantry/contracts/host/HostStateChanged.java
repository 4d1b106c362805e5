package dev.gantry.contracts.host;

import dev.gantry.contracts.event.HostEvent;
import java.util.List;

/** A host moved through its lifecycle. {@code trigger} is the cause in the lifecycle table, {@code flags} what is true besides, e.g. {@code needs-approval}. */
public record HostStateChanged(
        String host, long version, String from, String to, String trigger, String reason, List<String> flags)
        implements HostEvent {

    public HostStateChanged {
        flags = List.copyOf(flags);
    }
}
