package dev.gantry.novaconfig.model.render;

import dev.gantry.gpu.catalogue.MdevType;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.novaconfig.model.device.GpuDevice;
import dev.gantry.novaconfig.model.device.HostDevices;
import dev.gantry.novaconfig.model.device.PciId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Hosts for tests, written as {@code mdevctl list} shows them. */
public final class Sites {

    public static final PciId A100 = new PciId("10de", "20b5");

    private static final String[] NAMES = {
        "nvidia-697=GRID A100D-40C",
        "nvidia-698=GRID A100D-80C",
        "nvidia-699=GRID A100D-1-10C",
        "nvidia-700=GRID A100D-2-20C"
    };

    private Sites() {}

    /** The guide's three hosts as its nova-compute.conf has them after computegpu007 was retyped: cards 21:00.0 and 81:00.0. */
    public static List<HostDevices> guide() {
        return List.of(
                host(
                        "computegpu000",
                        "compute_vgpu",
                        mdevs("0000:21:00.0", "nvidia-697", 0, 1),
                        mdevs("0000:81:00.0", "nvidia-697", 0, 1)),
                host(
                        "computegpu001",
                        "compute_multi_instance_gpu",
                        mdevs("0000:21:00.0", "nvidia-700", 0, 1, 2),
                        mdevs("0000:21:00.0", "nvidia-699", 3),
                        mdevs("0000:81:00.0", "nvidia-700", 0, 1, 2),
                        mdevs("0000:81:00.0", "nvidia-699", 3)),
                host(
                        "computegpu007",
                        "compute_vgpu",
                        mdevs("0000:21:00.0", "nvidia-697", 0, 1),
                        mdevs("0000:81:00.0", "nvidia-698", 0)));
    }

    @SafeVarargs
    public static HostDevices host(String name, String group, List<? extends GpuDevice>... devices) {
        List<GpuDevice> all = new ArrayList<>();
        Arrays.stream(devices).forEach(all::addAll);
        return new HostDevices(name, List.of("compute", group, "iommu", "vgpu"), all);
    }

    public static List<GpuDevice.Mdev> mdevs(String card, String type, int... indexes) {
        PciAddress pf = PciAddress.parse(card);
        return Arrays.stream(indexes)
                .mapToObj(i -> new GpuDevice.Mdev(
                        pf, pf.virtualFunction(i), A100, MdevType.parse(type), typeName(type), profile(type)))
                .toList();
    }

    public static List<GpuDevice.VendorVfio> functions(String card, String type, int... indexes) {
        PciAddress pf = PciAddress.parse(card);
        PciId l40s = new PciId("10de", "26b9");
        return Arrays.stream(indexes)
                .mapToObj(i -> new GpuDevice.VendorVfio(
                        pf,
                        pf.virtualFunction(i),
                        l40s,
                        MdevType.parse(type),
                        "NVIDIA L40S-" + type.substring(7) + "Q",
                        ""))
                .toList();
    }

    public static List<GpuDevice.WholeCard> cards(String product, String... addresses) {
        return Arrays.stream(addresses)
                .map(a -> new GpuDevice.WholeCard(PciAddress.parse(a), new PciId("10de", product)))
                .toList();
    }

    private static String typeName(String type) {
        return Arrays.stream(NAMES)
                .filter(n -> n.startsWith(type + "="))
                .map(n -> n.substring(n.indexOf('=') + 1))
                .findFirst()
                .orElse("");
    }

    private static String profile(String type) {
        return switch (type) {
            case "nvidia-699" -> "1g.10gb";
            case "nvidia-700" -> "2g.20gb";
            default -> "";
        };
    }
}
