package dev.gantry.inventory.model.host;

import dev.gantry.contracts.inspection.Device;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a provisioned host can give to guests, and by which driver ({@code null} when it has none). */
public record HostDevices(List<Device> devices, @Nullable String driverVersion) {}
