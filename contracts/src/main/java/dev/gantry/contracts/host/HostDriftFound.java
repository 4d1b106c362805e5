package dev.gantry.contracts.host;

import dev.gantry.contracts.event.HostEvent;
import java.util.List;

/** What is in effect differs from what was provisioned. Empty {@code differences}: an earlier drift is gone. */
public record HostDriftFound(String host, long version, List<String> differences) implements HostEvent {

    public HostDriftFound {
        differences = List.copyOf(differences);
    }
}
