package dev.gantry.novaconfig.model.placement;

import dev.gantry.gpu.catalogue.ResourceClass;
import dev.gantry.novaconfig.model.device.GpuDevice;
import dev.gantry.novaconfig.model.device.HostDevices;
import dev.gantry.novaconfig.model.device.PciAlias;
import dev.gantry.novaconfig.model.device.PciId;
import dev.gantry.novaconfig.model.render.EffectiveClasses;
import dev.gantry.novaconfig.model.render.PciOptions;
import dev.gantry.novaconfig.model.settings.SiteSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What Placement will show of a host once its nova-compute has read the revision: totals by class, by provider name.
 * {@code wholeCards} are those of cards that carry mediated devices themselves: Nova adds those that still fit to those that are there.
 * Names are as libvirt's driver and the PCI translator make them: {@code <hypervisor>_pci_0000_17_00_4}, {@code <hypervisor>_0000:3D:00.0}.
 */
public record ExpectedProviders(
        String hypervisor,
        SortedMap<String, SortedMap<String, Integer>> providers,
        SortedSet<String> ownClasses,
        Coverage coverage,
        List<Cap> caps,
        SortedSet<String> wholeCards) {

    /** Which functions Nova makes providers of. */
    public enum Coverage {
        /** Those that the configuration lists. */
        LISTED,
        /** Every one that can carry the host's only type, whatever is listed: Nova 28 and older. */
        EVERY_CAPABLE
    }

    /** Providers of which Nova shows only {@code total} devices of the class together, and which ones it chooses itself. */
    record Cap(SortedSet<String> providers, String resourceClass, int total) {}

    // _pci_0000_17_00_4
    private static final Pattern MDEV_SUFFIX =
            Pattern.compile("_pci_([0-9a-f]{4})_([0-9a-f]{2})_([0-9a-f]{2})_([0-7])");

    // _0000:3D:00.0
    private static final Pattern PCI_SUFFIX = Pattern.compile("_[0-9A-F]{4}:[0-9A-F]{2}:[0-9A-F]{2}\\.[0-7]");

    public static ExpectedProviders of(HostDevices host, SiteSettings settings, String hypervisor) {
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
                            new Placed(pciSuffix(w.address().toString()), pciClass(w, settings), reports);
                    };
            if (placed.shown()) {
                add(found, hypervisor + placed.suffix(), placed.resourceClass().name());
            }
        }
        SortedSet<String> wholeCards = host.mdevs()
                .filter(m -> m.address().equals(m.card()))
                .map(m -> hypervisor + mdevSuffix(m.address().toString()))
                .collect(Collectors.toCollection(TreeSet::new));
        SortedSet<String> own = new TreeSet<>();
        found.values().forEach(c -> own.addAll(c.keySet()));
        settings.classes().values().forEach(c -> own.add(c.name()));
        settings.aliases().stream()
                .map(PciAlias::resourceClass)
                .filter(Objects::nonNull)
                .forEach(c -> own.add(c.name()));
        Coverage coverage = classes.offersEveryFunction() ? Coverage.EVERY_CAPABLE : Coverage.LISTED;
        return new ExpectedProviders(hypervisor, found, own, coverage, caps(classes, settings, hypervisor), wholeCards);
    }

    private static List<Cap> caps(EffectiveClasses classes, SiteSettings settings, String hypervisor) {
        List<Cap> caps = new ArrayList<>();
        classes.addresses().forEach((type, addresses) -> {
            int shown = settings.shown(type, addresses.size());
            if (shown < addresses.size()) {
                SortedSet<String> names = addresses.stream()
                        .map(a -> hypervisor + mdevSuffix(a.toString()))
                        .collect(Collectors.toCollection(TreeSet::new));
                caps.add(new Cap(names, classes.of(type).name(), shown));
            }
        });
        return caps;
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

    /** A provider offers what it should; that of a card that carries its devices itself may offer more of the same class. */
    boolean isMetBy(String provider, SortedMap<String, Integer> classes, Map<String, Integer> totals) {
        if (!wholeCards.contains(provider)) {
            return totals.equals(classes);
        }
        return totals.keySet().equals(classes.keySet())
                && classes.entrySet().stream().allMatch(e -> totals.getOrDefault(e.getKey(), 0) >= e.getValue());
    }

    /**
     * Whether a provider is a GPU's, wanted or left over. A mediated device says so by its name; a PCI device may be the operator's own
     * network card or disk, so what it offers has to say it.
     */
    boolean isOurs(PlacementComparison.Provider provider) {
        String name = provider.name();
        String rest = name.startsWith(hypervisor) ? name.substring(hypervisor.length()) : "";
        boolean pci = PCI_SUFFIX.matcher(rest).matches();
        return rest.startsWith("_pci_")
                || pci
                        && (providers.containsKey(name)
                                || provider.totals().keySet().stream().anyMatch(this::isGpuClass));
    }

    /** The PCI address that a GPU's provider is named after; empty for one that is none of the host's GPUs. */
    public Optional<String> address(PlacementComparison.Provider provider) {
        if (!isOurs(provider)) {
            return Optional.empty();
        }
        String suffix = provider.name().substring(hypervisor.length());
        Matcher mdev = MDEV_SUFFIX.matcher(suffix);
        return Optional.of(
                mdev.matches()
                        ? "%s:%s:%s.%s".formatted(mdev.group(1), mdev.group(2), mdev.group(3), mdev.group(4))
                        : suffix.substring(1).toLowerCase(Locale.ROOT));
    }

    private boolean isGpuClass(String cls) {
        return cls.startsWith("CUSTOM_PCI_10DE_") || cls.startsWith("CUSTOM_NVIDIA_") || ownClasses.contains(cls);
    }

    private static ResourceClass pciClass(GpuDevice.WholeCard card, SiteSettings settings) {
        PciId id = card.id();
        return PciOptions.ownClass(card, settings)
                .orElseGet(() ->
                        new ResourceClass("CUSTOM_PCI_" + (id.vendor() + "_" + id.product()).toUpperCase(Locale.ROOT)));
    }

    private static void add(Map<String, SortedMap<String, Integer>> found, String provider, String cls) {
        found.computeIfAbsent(provider, p -> new TreeMap<>()).merge(cls, 1, Integer::sum);
    }
}
