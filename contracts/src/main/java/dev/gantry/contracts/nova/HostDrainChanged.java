package dev.gantry.contracts.nova;

import dev.gantry.contracts.event.HostEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far Nova is with moving the guests of a host away. {@code state}: DRAINING, DRAINED, STOPPED, ENDING or ENDED. */
public record HostDrainChanged(
        String host, long version, String state, @Nullable String waitsFor, List<MovedServer> servers)
        implements HostEvent {

    /** A server that Nova was asked to move. {@code state}: MOVING, MOVED or REFUSED. */
    public record MovedServer(String id, String name, String way, String state, String detail) {}

    public HostDrainChanged {
        servers = List.copyOf(servers);
    }
}
