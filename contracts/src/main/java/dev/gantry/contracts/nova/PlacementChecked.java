package dev.gantry.contracts.nova;

import dev.gantry.contracts.event.HostEvent;
import java.util.List;

/** Placement was compared with the prediction. {@code proven} false: {@code differences} name what is missing, wrong or left over. */
public record PlacementChecked(String host, long version, boolean proven, List<String> differences, String evidence)
        implements HostEvent {

    public PlacementChecked {
        differences = List.copyOf(differences);
    }
}
