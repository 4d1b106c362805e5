package dev.gantry.contracts.nova;

import dev.gantry.contracts.event.HostEvent;
import java.util.List;

/** Placement was compared with what the configuration leads to expect. {@code matches} false: {@code differences} name what is missing, wrong or stale. */
public record PlacementChecked(String host, long version, boolean matches, List<String> differences, String evidence)
        implements HostEvent {

    public PlacementChecked {
        differences = List.copyOf(differences);
    }
}
