package dev.gantry.inventory.model.host;

import dev.gantry.contracts.nova.DeviceFigures;
import java.time.Instant;
import java.util.List;

/** What Placement told of each device of a host, and when. */
public record PlacementFigures(List<DeviceFigures> devices, Instant at) {

    public PlacementFigures {
        devices = List.copyOf(devices);
    }
}
