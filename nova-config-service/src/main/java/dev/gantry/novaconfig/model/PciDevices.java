package dev.gantry.novaconfig.model;

import dev.gantry.gpu.ResourceClass;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What Nova's [pci] is told of a host's whole cards and vendor-VFIO functions. */
final class PciDevices {

    private PciDevices() {}

    /** One JSON dictionary a line, in order of address; the same line for many cards of a model stands once. */
    static List<String> specs(HostDevices host, SiteSettings settings) {
        boolean byProduct = settings.pci().cardMatch() == SiteSettings.CardMatch.PRODUCT;
        Stream<String> cards = host.wholeCards().map(c -> {
            boolean slicedToo =
                    host.devices().stream().anyMatch(d -> d instanceof GpuDevice.Vgpu && d.id().equals(c.id()));
            // By product alone Nova would take the virtual functions of a sliced card of the same model as well.
            return byProduct && !slicedToo ? "{ " + ids(c.id()) + " }" : "{ " + ids(c.id()) + address(c) + " }";
        });
        Stream<String> functions = host.vendorVfio().map(v -> {
            String cls = settings.pci().reports() ? ", \"resource_class\":\"" + settings.classOf(v.type()) + "\"" : "";
            return "{ " + ids(v.id()) + address(v) + cls + ", \"managed\":\"no\" }";
        });
        return Stream.concat(cards, functions).distinct().toList();
    }

    /** The aliases that flavors ask this host's devices by. */
    static SortedSet<PciAlias> aliases(HostDevices host, SiteSettings settings) {
        SortedSet<PciAlias> names = new TreeSet<>();
        host.wholeCards().forEach(c -> names.addAll(aliasesOf(c, settings)));
        host.vendorVfio().forEach(v -> names.addAll(aliasesOf(v, settings)));
        return names;
    }

    private static List<PciAlias> aliasesOf(GpuDevice.WholeCard card, SiteSettings settings) {
        List<PciAlias> chosen = settings.aliases().stream()
                .filter(a -> a.id().equals(card.id()) && a.type() != DeviceType.VF)
                .toList();
        return chosen.isEmpty() ? List.of(PassthroughCards.alias(card.id())) : chosen;
    }

    private static List<PciAlias> aliasesOf(GpuDevice.VendorVfio function, SiteSettings settings) {
        boolean byClass = settings.pci().schedules();
        ResourceClass cls = settings.classOf(function.type());
        List<PciAlias> chosen = settings.aliases().stream()
                .filter(a -> a.id().equals(function.id()) && a.type() == DeviceType.VF)
                .filter(a -> a.resourceClass() == null || a.resourceClass().equals(cls))
                .toList();
        if (!chosen.isEmpty()) {
            return chosen;
        }
        String name = "vgpu-"
                + function.shortName().orElse(function.type().toString()).toLowerCase(Locale.ROOT);
        return List.of(new PciAlias(name, function.id(), DeviceType.VF, byClass ? cls : null));
    }

    private static String ids(PciId id) {
        return "\"vendor_id\":\"" + id.vendor() + "\", \"product_id\":\"" + id.product() + "\"";
    }

    private static String address(GpuDevice device) {
        StringBuilder out = new StringBuilder(", \"address\":\"");
        ConfText.append(out, device.address());
        return out.append('"').toString();
    }
}
