package dev.gantry.provisioner.model.facts.card;

import dev.gantry.gpu.catalogue.MdevType;
import dev.gantry.gpu.pci.PciAddress;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A mediated device that exists now; its type is read from the kernel, since mdevctl shows the defined one. */
public record LiveMdev(
        UUID uuid,
        PciAddress parent,
        MdevType type,
        @Nullable Integer iommuGroup) {}
