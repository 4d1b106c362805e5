package dev.gantry.novaconfig.model;

import dev.gantry.gpu.ResourceClass;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What Placement will show of a host once its nova-compute has read the rendition: totals by class, by provider name.
 * Names are as libvirt's driver and the PCI translator make them: {@code <hypervisor>_pci_0000_17_00_4}, {@code <hypervisor>_0000:3D:00.0}.
 */
public record Prediction(
        String hypervisor, SortedMap<String, SortedMap<String, Integer>> providers, EffectiveClasses.Reason reason) {

    public static Prediction of(HostDevices host, SiteSettings settings, String hypervisor) {
        SortedMap<String, SortedMap<String, Integer>> found = new TreeMap<>();
        EffectiveClasses classes = EffectiveClasses.of(host, settings);
        boolean reports = settings.pci().reports();
        for (GpuDevice device : host.devices()) {
            Placed placed =
                    switch (device) {
                        case GpuDevice.Mdev m ->
                            new Placed(mdevSuffix(m.address().toString()), classes.of(m.type()), true);
                        case GpuDevice.VendorVfio v ->
                            new Placed(pciSuffix(v.card().toString()), settings.classOf(v.type()), reports);
                        case GpuDevice.WholeCard w ->
                            new Placed(pciSuffix(w.address().toString()), pciClass(w.id()), reports);
                    };
            if (placed.shown()) {
                add(found, hypervisor + placed.suffix(), placed.resourceClass().name());
            }
        }
        return new Prediction(hypervisor, found, classes.reason());
    }

    private record Placed(String suffix, ResourceClass resourceClass, boolean shown) {}

    /** {@code _pci_0000_17_00_4}. */
    static String mdevSuffix(String address) {
        return "_pci_" + address.replace(':', '_').replace('.', '_');
    }

    /** {@code _0000:3D:00.0}: the PCI translator writes capitals. */
    static String pciSuffix(String address) {
        return "_" + address.toUpperCase(Locale.ROOT);
    }

    /** Whether a provider's name says that it is a GPU's, wanted or left over. */
    boolean isOurs(String provider) {
        String rest = provider.startsWith(hypervisor) ? provider.substring(hypervisor.length()) : "";
        return rest.startsWith("_pci_") || rest.matches("_[0-9A-F]{4}:[0-9A-F]{2}:[0-9A-F]{2}\\.[0-7]");
    }

    private static ResourceClass pciClass(PciId id) {
        return new ResourceClass("CUSTOM_PCI_" + (id.vendor() + "_" + id.product()).toUpperCase(Locale.ROOT));
    }

    private static void add(Map<String, SortedMap<String, Integer>> found, String provider, String cls) {
        found.computeIfAbsent(provider, p -> new TreeMap<>()).merge(cls, 1, Integer::sum);
    }
}
