package dev.gantry.contracts.inspection;

import org.jspecify.annotations.Nullable;

/** One NVIDIA function as it is. {@code boundDriver} is null when none; {@code framework} is {@code MDEV}, {@code VENDOR_VFIO}, {@code PASSTHROUGH} or null when undecided; {@code mig} is {@code Enabled}, {@code Disabled} or null; {@code functions} counts VFs switched on. */
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
        @Nullable Integer numaNode) {}
