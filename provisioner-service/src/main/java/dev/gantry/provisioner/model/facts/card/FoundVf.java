package dev.gantry.provisioner.model.facts.card;

import dev.gantry.gpu.driver.Framework;
import dev.gantry.gpu.pci.PciAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One virtual function as it is.
 *
 * @param framework how it offers vGPUs; null when it does not (yet), which is what a half-failed enabling leaves
 * @param currentType on vendor VFIO the number in {@code current_vgpu_type}, 0 when it carries none; on mdev always 0
 * @param offered types that it says it can be, as far as they were read; the list shrinks as others are made
 */
public record FoundVf(
        int index,
        PciAddress address,
        @Nullable String driver,
        @Nullable Integer iommuGroup,
        @Nullable Framework framework,
        int currentType,
        List<OfferedType> offered) {
    public FoundVf {
        offered = List.copyOf(offered);
    }

    public boolean isReady() {
        return framework != null;
    }
}
