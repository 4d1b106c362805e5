package dev.gantry.gpu.layout;

import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.gpu.pci.PciId;
import java.util.Locale;

/**
 * What a host tells of one real card.
 *
 * @param productId four hex digits without the vendor; sysfs's {@code 0x20b5} and capitals are taken too
 * @param totalVfs {@code sriov_totalvfs}; 0 when the card has no SR-IOV or the firmware keeps it off
 * @param migCapable whether {@code mig.mode.current} is anything but {@code [N/A]}
 * @param framebufferMib memory as the driver reports it; 0 when not yet known
 */
public record CardFacts(PciAddress address, String productId, int totalVfs, boolean migCapable, int framebufferMib) {

    public CardFacts {
        productId = productId.toLowerCase(Locale.ROOT).replaceFirst("^0x", "");
    }

    public PciId id() {
        return new PciId(PciId.NVIDIA, productId);
    }
}
