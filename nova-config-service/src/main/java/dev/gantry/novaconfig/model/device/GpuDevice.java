package dev.gantry.novaconfig.model.device;

import dev.gantry.gpu.catalogue.MdevType;
import dev.gantry.gpu.pci.PciAddress;
import java.util.Optional;

/** One device of a host that a guest can be given, as it really is. */
public sealed interface GpuDevice extends Comparable<GpuDevice> {

    /** The physical function. */
    PciAddress card();

    /** What Nova is told: the virtual function, or the card itself. */
    PciAddress address();

    PciId id();

    @Override
    default int compareTo(GpuDevice other) {
        return address().compareTo(other.address());
    }

    /** A slice of a card that has a vGPU type. {@code typeName} is the vendor's, e.g. {@code GRID A100D-2-20C}, or empty. */
    sealed interface Vgpu extends GpuDevice {
        MdevType type();

        String typeName();

        /** {@code 2g.20gb}, or empty for a time-sliced type. */
        String migProfile();

        /** The type's name without the vendor's words: {@code A100D-2-20C}. */
        default Optional<String> shortName() {
            String name = typeName().strip();
            return name.isEmpty() ? Optional.empty() : Optional.of(name.substring(name.lastIndexOf(' ') + 1));
        }
    }

    /** A mediated device: Nova's [devices] and [mdev_X]. */
    record Mdev(PciAddress card, PciAddress address, PciId id, MdevType type, String typeName, String migProfile)
            implements Vgpu {}

    /** A virtual function that carries a vGPU by itself, where the host has no mdev framework: Nova's [pci]. */
    record VendorVfio(PciAddress card, PciAddress address, PciId id, MdevType type, String typeName, String migProfile)
            implements Vgpu {}

    /** A whole card given away. */
    record WholeCard(PciAddress address, PciId id) implements GpuDevice {
        @Override
        public PciAddress card() {
            return address;
        }
    }
}
