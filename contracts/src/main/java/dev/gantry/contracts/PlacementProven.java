package dev.gantry.contracts;

import java.util.List;

/** Placement was compared with the prediction. {@code proven} false: {@code differences} name what is missing, wrong or left over. */
public record PlacementProven(String host, long version, boolean proven, List<String> differences, String evidence)
        implements HostEvent {

    public PlacementProven {
        differences = List.copyOf(differences);
    }
}
