package dev.gantry.contracts.host;

import dev.gantry.contracts.event.HostEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A host moved through its lifecycle. {@code trigger} is the cause in the lifecycle table, {@code flags} what is true besides, e.g. {@code needs-approval}.
 *
 * @param drain of a host that is drained for a rollout: how its guests shall leave; null for as the site has it
 */
public record HostStateChanged(
        String host,
        long version,
        String from,
        String to,
        String trigger,
        String reason,
        List<String> flags,
        @Nullable DrainOptions drain)
        implements HostEvent {

    public HostStateChanged {
        flags = List.copyOf(flags);
    }
}
