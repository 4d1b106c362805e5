package dev.gantry.gpu.planner;

import dev.gantry.gpu.pci.PciAddress;

/** A card of a host as the planner sees it: what it can carry, what it is meant to carry now, and whether guests use that. */
public record FleetCard(String host, PciAddress address, CardShape shape, CardContents current, Occupancy occupancy) {}
