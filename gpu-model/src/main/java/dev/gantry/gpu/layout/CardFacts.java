package dev.gantry.gpu.layout;

import dev.gantry.gpu.catalogue.VgpuParent;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.gpu.pci.PciId;
import java.util.Locale;

/**
 * What a host tells of one real card.
 *
 * @param productId four hex digits without the vendor; sysfs's {@code 0x20b5} and capitals are taken too
 * @param totalVfs {@code sriov_totalvfs}; 0 when the card has no SR-IOV or the firmware keeps it off
 * @param mig what {@code mig.mode.current} tells of the card
 * @param framebufferMib memory as the driver reports it; 0 when not yet known
 */
public record CardFacts(PciAddress address, String productId, int totalVfs, MigAbility mig, int framebufferMib) {

    public CardFacts {
        productId = productId.toLowerCase(Locale.ROOT).replaceFirst("^0x", "");
    }

    public CardFacts(PciAddress address, String productId, int totalVfs, boolean migCapable, int framebufferMib) {
        this(address, productId, totalVfs, migCapable ? MigAbility.CAPABLE : MigAbility.NOT_CAPABLE, framebufferMib);
    }

    /** Its vGPUs are mediated devices of the card itself, so that virtual functions do not matter. */
    public boolean carriesVgpusItself() {
        return VgpuParent.expectedOf(productId) == VgpuParent.CARD;
    }

    public PciId id() {
        return new PciId(PciId.NVIDIA, productId);
    }
}
