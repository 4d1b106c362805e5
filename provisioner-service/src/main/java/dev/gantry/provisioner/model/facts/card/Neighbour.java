package dev.gantry.provisioner.model.facts.card;

import dev.gantry.gpu.pci.PciAddress;

/** Another function in the IOMMU group of a card; {@code driver} is {@code -} when none is bound. */
public record Neighbour(PciAddress address, String pciClass, String driver) {
    public boolean isBridge() {
        return pciClass.startsWith("0x06");
    }
}
