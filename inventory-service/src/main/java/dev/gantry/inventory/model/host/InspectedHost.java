package dev.gantry.inventory.model.host;

import org.jspecify.annotations.Nullable;

/** A host with what its last inspection found (null when it never was), what its last run left, and what Placement last told (null: nothing). */
public record InspectedHost(
        Host host,
        @Nullable Inspection inspection,
        HostDevices devices,
        @Nullable PlacementFigures figures) {}
