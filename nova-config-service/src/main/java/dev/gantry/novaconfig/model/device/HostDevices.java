package dev.gantry.novaconfig.model.device;

import java.util.List;
import java.util.stream.Stream;

/** What one host has to give: its devices in order of address, its groups in order of name. */
public record HostDevices(String host, List<String> groups, List<GpuDevice> devices) {

    public HostDevices {
        groups = groups.stream().distinct().sorted().toList();
        devices = devices.stream().sorted().toList();
    }

    public Stream<GpuDevice.Mdev> mdevs() {
        return of(GpuDevice.Mdev.class);
    }

    public Stream<GpuDevice.VendorVfio> vendorVfio() {
        return of(GpuDevice.VendorVfio.class);
    }

    public Stream<GpuDevice.WholeCard> wholeCards() {
        return of(GpuDevice.WholeCard.class);
    }

    /** Whether Nova's [pci] has a part in it. */
    public boolean usesPci() {
        return devices.stream().anyMatch(d -> !(d instanceof GpuDevice.Mdev));
    }

    private <D extends GpuDevice> Stream<D> of(Class<D> kind) {
        return devices.stream().filter(kind::isInstance).map(kind::cast);
    }
}
