package dev.gantry.provisioner.model.facts.card;

import dev.gantry.gpu.catalogue.VgpuParent;
import dev.gantry.gpu.driver.Framework;
import dev.gantry.gpu.pci.PciAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One NVIDIA PCI function that is not a virtual one: a GPU, or the audio, USB or bridge function beside it.
 *
 * @param vendorId four lower-case hex digits, {@code 10de}
 * @param pciClass six lower-case hex digits, {@code 030200}
 * @param driver bound kernel driver, null when none
 * @param driverOverride what {@code driver_override} says, null when nothing
 * @param iommuGroup null when the host has no IOMMU in effect
 * @param numaNode null when the host does not tell
 * @param framework MDEV where the function itself offers vGPU types, as cards up to Turing do; null where it does not
 * @param offered types that it offers itself
 * @param totalFunctions virtual functions that it can have
 * @param functions those switched on, by index
 * @param neighbours others in its IOMMU group, virtual functions left out
 * @param path where it sits in sysfs, {@code /sys/devices/pci0000:16/0000:16:02.0/0000:17:00.0}
 */
public record FoundFunction(
        PciAddress address,
        String vendorId,
        String productId,
        String pciClass,
        @Nullable String driver,
        @Nullable String driverOverride,
        @Nullable Integer iommuGroup,
        @Nullable Integer numaNode,
        @Nullable Framework framework,
        List<OfferedType> offered,
        int totalFunctions,
        List<FoundVf> functions,
        List<Neighbour> neighbours,
        String path) {
    public FoundFunction {
        offered = List.copyOf(offered);
        functions = List.copyOf(functions);
        neighbours = List.copyOf(neighbours);
    }

    /** Display or 3D controller; the others in its slot are audio (0403), USB (0c03) and UCSI (0c80). */
    public boolean isGpu() {
        return pciClass.startsWith("0300") || pciClass.startsWith("0302");
    }

    /** USB and UCSI of consumer cards, which udev takes off the bus before a driver sees them. */
    public boolean isRemovedUsb() {
        return pciClass.startsWith("0c03") || pciClass.startsWith("0c80");
    }

    public boolean isBridge() {
        return pciClass.startsWith("06");
    }

    /** Its vGPUs are devices of the card itself: it offers types, or is of a generation that does. */
    public boolean carriesVgpusItself() {
        return framework != null || VgpuParent.expectedOf(productId) == VgpuParent.CARD;
    }

    public boolean isBoundTo(String name) {
        return name.equals(driver);
    }

    public Optional<FoundVf> function(int index) {
        return functions.stream().filter(f -> f.index() == index).findFirst();
    }

    /** {@code 10de:20b5} */
    public String model() {
        return vendorId + ":" + productId;
    }
}
