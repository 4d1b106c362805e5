package dev.gantry.contracts.inspection;

import org.jspecify.annotations.Nullable;

/** One device that a guest can be given, as it really is: a mediated device (with uuid), a vendor-VFIO virtual function or a whole card (null uuid, {@code address == card}). {@code kind} is {@code MDEV}, {@code VENDOR_VFIO} or {@code PASSTHROUGH}; {@code type} e.g. {@code nvidia-700}, null for a whole card. */
public record Device(
        String kind,
        String card,
        String address,
        @Nullable String uuid,
        @Nullable String type,
        @Nullable String typeName,
        String vendorId,
        String productId,
        @Nullable String migProfile) {}
