package dev.gantry.novaconfig.model.render;

import dev.gantry.gpu.catalogue.ResourceClass;
import dev.gantry.novaconfig.model.conf.ConfText;
import dev.gantry.novaconfig.model.device.DeviceType;
import dev.gantry.novaconfig.model.device.GpuDevice;
import dev.gantry.novaconfig.model.device.HostDevices;
import dev.gantry.novaconfig.model.device.PassthroughCards;
import dev.gantry.novaconfig.model.device.PciAlias;
import dev.gantry.novaconfig.model.device.PciId;
import dev.gantry.novaconfig.model.release.Capability;
import dev.gantry.novaconfig.model.settings.SiteSettings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What Nova's [pci] is told of a host's whole cards and vendor-VFIO functions. */
public final class PciOptions {

    private PciOptions() {}

    /** One JSON dictionary a line, in order of address; the same line for many cards of a model stands once. */
    static List<String> specs(HostDevices host, SiteSettings settings) {
        boolean byProduct = settings.pci().cardMatch() == SiteSettings.CardMatch.PRODUCT;
        Stream<String> cards = host.wholeCards().map(c -> {
            boolean slicedToo =
                    host.devices().stream().anyMatch(d -> d instanceof GpuDevice.Vgpu && d.id().equals(c.id()));
            // By product alone Nova would take the virtual functions of a sliced card of the same model as well.
            String which = byProduct && !slicedToo ? ids(c.id()) : ids(c.id()) + address(c);
            String cls = ownClass(c, settings)
                    .map(r -> ", \"resource_class\":\"" + r + "\"")
                    .orElse("");
            return "{ " + which + cls + " }";
        });
        Stream<String> functions = host.vendorVfio().map(v -> {
            String cls = settings.pci().reports() ? ", \"resource_class\":\"" + settings.classOf(v.type()) + "\"" : "";
            return "{ " + ids(v.id()) + address(v) + cls + ", \"managed\":\"no\" }";
        });
        return Stream.concat(cards, functions).distinct().toList();
    }

    /** The class that the site gave to cards of a model; without one Nova makes its own of vendor and product. */
    public static Optional<ResourceClass> ownClass(GpuDevice.WholeCard card, SiteSettings settings) {
        return settings.pci().reports()
                ? aliasesOf(card, settings).stream()
                        .flatMap(a -> Stream.ofNullable(a.resourceClass()))
                        .findFirst()
                : Optional.empty();
    }

    /** The aliases that flavors ask this host's devices by. */
    public static SortedSet<PciAlias> aliases(HostDevices host, SiteSettings settings) {
        SortedSet<PciAlias> names = new TreeSet<>();
        boolean byClass = settings.pci().schedules() && settings.release().can(Capability.PCI_IN_PLACEMENT);
        Stream.concat(
                        host.wholeCards().flatMap(c -> aliasesOf(c, settings).stream()),
                        host.vendorVfio().flatMap(v -> aliasesOf(v, settings).stream()))
                .map(a -> byClass ? a : a.withoutClass())
                .forEach(names::add);
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
