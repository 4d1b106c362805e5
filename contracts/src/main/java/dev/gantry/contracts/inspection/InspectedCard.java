package dev.gantry.contracts.inspection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One NVIDIA function as it is. {@code boundDriver} is null when none; {@code framework} is {@code MDEV}, {@code VENDOR_VFIO}, {@code PASSTHROUGH} or null when undecided; {@code mig} is {@code Enabled}, {@code Disabled} or null; {@code functions} counts VFs switched on, {@code virtualFunctions} are their addresses by index. */
public record InspectedCard(
        String address,
        String productId,
        @Nullable String name,
        @Nullable String boundDriver,
        int totalFunctions,
        int functions,
        @Nullable String mig,
        @Nullable String framework,
        @Nullable Integer iommuGroup,
        @Nullable Integer numaNode,
        List<String> virtualFunctions,
        List<MigInstance> migInstances) {

    /** A MIG device on the memory slices from {@code start} on. */
    public record MigInstance(String profile, int start, int size) {}

    public InspectedCard {
        virtualFunctions = List.copyOf(virtualFunctions);
        migInstances = List.copyOf(migInstances);
    }
}
