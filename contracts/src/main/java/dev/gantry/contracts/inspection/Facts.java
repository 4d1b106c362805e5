package dev.gantry.contracts.inspection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one inspection of a host found; {@code libvirt} and {@code qemu} are versions, null where none told. Times are not part of it, so two equal inspections are equal. */
public record Facts(
        String bootId,
        String osId,
        String osVersion,
        String kernel,
        String kernelArguments,
        boolean iommu,
        @Nullable String driverVersion,
        @Nullable String secureBoot,
        List<InspectedCard> cards,
        List<Device> devices,
        @Nullable String libvirt,
        @Nullable String qemu) {

    public Facts {
        cards = List.copyOf(cards);
        devices = List.copyOf(devices);
    }
}
