package dev.gantry.provisioner.model.facts;

import dev.gantry.gpu.driver.Framework;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.provisioner.model.facts.card.FoundMig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A GPU in short, for reports; {@code mig} is {@code Enabled}, {@code Disabled} or null; {@code virtualFunctions} are those switched on, by index. */
public record FoundCard(
        PciAddress address,
        String productId,
        @Nullable String name,
        @Nullable String boundDriver,
        int totalFunctions,
        int functions,
        @Nullable String mig,
        @Nullable Framework framework,
        @Nullable Integer iommuGroup,
        @Nullable Integer numaNode,
        List<PciAddress> virtualFunctions,
        List<FoundMig.Instance> migInstances) {}
