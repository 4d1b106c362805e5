package dev.gantry.inventory.model.host;

import org.jspecify.annotations.Nullable;

/** A host with what its last inspection found (null when it never was) and what its last run left. */
public record InspectedHost(Host host, @Nullable Inspection inspection, HostDevices devices) {}
