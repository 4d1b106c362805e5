package dev.gantry.provisioner.model.facts;

import dev.gantry.gpu.catalogue.MdevType;
import dev.gantry.gpu.driver.Framework;
import dev.gantry.gpu.mig.MigProfile;
import dev.gantry.gpu.pci.PciAddress;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One device that a guest can be given, as it really is. For a whole card {@code address} is the card's and uuid and type are null. */
public record FoundDevice(
        Framework kind,
        PciAddress card,
        PciAddress address,
        @Nullable UUID uuid,
        @Nullable MdevType type,
        @Nullable String typeName,
        String vendorId,
        String productId,
        @Nullable MigProfile migProfile) {}
