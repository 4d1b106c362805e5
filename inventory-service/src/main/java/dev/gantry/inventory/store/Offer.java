package dev.gantry.inventory.store;

import dev.gantry.contracts.inspection.Device;
import java.util.List;

/** What a provisioned host can give to guests, and by which driver ({@code null} when it has none). */
public record Offer(List<Device> devices, String driverVersion) {}
