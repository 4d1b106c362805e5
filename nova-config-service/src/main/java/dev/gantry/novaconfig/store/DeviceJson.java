package dev.gantry.novaconfig.store;

import dev.gantry.gpu.catalogue.MdevType;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.novaconfig.model.device.GpuDevice;
import dev.gantry.novaconfig.model.device.PciId;

/** A device as it stands in the row of its host. */
record DeviceJson(String kind, String card, String address, String id, int type, String typeName, String migProfile) {

    static DeviceJson of(GpuDevice device) {
        String card = device.card().toString();
        String address = device.address().toString();
        return switch (device) {
            case GpuDevice.Mdev m ->
                new DeviceJson(
                        "MDEV", card, address, m.id().toString(), m.type().number(), m.typeName(), m.migProfile());
            case GpuDevice.VendorVfio v ->
                new DeviceJson(
                        "VENDOR_VFIO",
                        card,
                        address,
                        v.id().toString(),
                        v.type().number(),
                        v.typeName(),
                        v.migProfile());
            case GpuDevice.WholeCard w -> new DeviceJson("PASSTHROUGH", card, address, w.id().toString(), 0, "", "");
        };
    }

    GpuDevice device() {
        PciAddress pf = PciAddress.parse(card);
        PciAddress at = PciAddress.parse(address);
        PciId ids = PciId.parse(id);
        return switch (kind) {
            case "MDEV" -> new GpuDevice.Mdev(pf, at, ids, new MdevType(type), typeName, migProfile);
            case "VENDOR_VFIO" -> new GpuDevice.VendorVfio(pf, at, ids, new MdevType(type), typeName, migProfile);
            default -> new GpuDevice.WholeCard(at, ids);
        };
    }
}
