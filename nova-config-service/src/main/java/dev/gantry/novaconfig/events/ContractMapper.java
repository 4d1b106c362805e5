package dev.gantry.novaconfig.events;

import dev.gantry.contracts.inspection.Device;
import dev.gantry.gpu.MalformedValueException;
import dev.gantry.gpu.catalogue.MdevType;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.novaconfig.model.device.GpuDevice;
import dev.gantry.novaconfig.model.device.PciId;
import java.util.Objects;

/** Turns the devices of an event into model values, once, at the door. Capital hex digits become lower case. */
final class ContractMapper {

    private ContractMapper() {}

    /** @throws MalformedValueException naming what of the device is not what it should be */
    static GpuDevice device(Device d) {
        PciAddress card = PciAddress.parseLenient(d.card());
        PciAddress address = PciAddress.parseLenient(d.address());
        PciId id = new PciId(d.vendorId(), d.productId());
        String name = Objects.requireNonNullElse(d.typeName(), "");
        String profile = Objects.requireNonNullElse(d.migProfile(), "");
        return switch (d.kind()) {
            case "MDEV" -> new GpuDevice.Mdev(card, address, id, type(d), name, profile);
            case "VENDOR_VFIO" -> new GpuDevice.VendorVfio(card, address, id, type(d), name, profile);
            case "PASSTHROUGH" -> new GpuDevice.WholeCard(address, id);
            default -> throw new MalformedValueException("device kind", d.kind(), "MDEV, VENDOR_VFIO or PASSTHROUGH");
        };
    }

    // Vendor VFIO counts types without the mdev framework's prefix: 1414 for nvidia-1414.
    private static MdevType type(Device d) {
        String text = String.valueOf(d.type());
        boolean bare = !text.isEmpty() && text.chars().allMatch(Character::isDigit);
        return MdevType.parse(bare ? "nvidia-" + text : text);
    }
}
