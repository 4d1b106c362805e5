package dev.gantry.novaconfig.events;

import dev.gantry.contracts.host.DrainOptions;
import dev.gantry.contracts.inspection.Device;
import dev.gantry.gpu.MalformedValueException;
import dev.gantry.gpu.catalogue.MdevType;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.novaconfig.model.device.GpuDevice;
import dev.gantry.novaconfig.model.device.PciId;
import dev.gantry.novaconfig.model.settings.DrainSettings;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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

    /** How the guests of a host shall leave; what is left out is as the site has it. */
    static DrainSettings drain(@Nullable DrainOptions options) {
        return options == null
                ? DrainSettings.DEFAULT
                : new DrainSettings(
                        options.ways(),
                        options.tryUnknown(),
                        options.atOnce(),
                        options.failureBudget(),
                        options.automatic());
    }

    // Vendor VFIO counts types without the mdev framework's prefix: 1414 for nvidia-1414.
    private static MdevType type(Device d) {
        String text = String.valueOf(d.type());
        boolean bare = !text.isEmpty() && text.chars().allMatch(Character::isDigit);
        return MdevType.parse(bare ? "nvidia-" + text : text);
    }
}
