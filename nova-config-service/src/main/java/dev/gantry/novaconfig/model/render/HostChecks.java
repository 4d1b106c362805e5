package dev.gantry.novaconfig.model.render;

import dev.gantry.gpu.catalogue.MdevType;
import dev.gantry.gpu.catalogue.ResourceClass;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.novaconfig.model.device.GpuDevice;
import dev.gantry.novaconfig.model.device.HostDevices;
import dev.gantry.novaconfig.model.device.PciId;
import dev.gantry.novaconfig.model.finding.Finding;
import dev.gantry.novaconfig.model.release.Capability;
import dev.gantry.novaconfig.model.settings.SiteSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What Nova of the site's release would refuse or quietly read otherwise in one host's configuration. */
public final class HostChecks {

    private final HostDevices host;
    private final SiteSettings settings;
    private final List<Finding> findings = new ArrayList<>();

    private HostChecks(HostDevices host, SiteSettings settings) {
        this.host = host;
        this.settings = settings;
    }

    public static List<Finding> of(HostDevices host, SiteSettings settings) {
        HostChecks checks = new HostChecks(host, settings);
        checks.addresses();
        checks.types();
        checks.limits();
        if (host.usesPci()) {
            checks.cards();
            checks.neutron();
            checks.vendorVfio();
        }
        return List.copyOf(checks.findings);
    }

    /** Whether the host's configuration may be published under these settings. */
    public static boolean passes(HostDevices host, SiteSettings settings) {
        return of(host, settings).stream().noneMatch(Finding::isError);
    }

    private record Kind(PciAddress address, @Nullable MdevType type) {}

    // nova-compute stops: InvalidLibvirtMdevConfig "duplicate types for PCI ID"
    private void addresses() {
        // A card up to Turing carries several devices itself; of one type they are one entry of device_addresses.
        Set<PciAddress> seen = new HashSet<>();
        host.devices().stream()
                .map(d -> d instanceof GpuDevice.Mdev m ? new Kind(m.address(), m.type()) : new Kind(d.address(), null))
                .distinct()
                .map(Kind::address)
                .filter(a -> !seen.add(a))
                .distinct()
                .forEach(a -> error(
                        "duplicate-address",
                        "PCI address " + a + " is given twice; nova-compute would not start.",
                        "Inspect the host again; one address carries one device."));
    }

    private void types() {
        EffectiveClasses classes = EffectiveClasses.of(host, settings);
        if (classes.addresses().isEmpty()) {
            return;
        }
        Set<MdevType> types = classes.addresses().keySet();
        String nova = "Nova " + settings.release().nova();
        boolean onlyVgpu = classes.reason() == EffectiveClasses.Reason.ONLY_VGPU_KNOWN;
        if (types.size() == 1 && !settings.release().can(Capability.SOLE_TYPE_HONOURED)) {
            warn(
                    "sole-type",
                    "only " + types.iterator().next() + " is enabled; " + nova
                            + " gives it the class VGPU and offers every VF that can carry it, not only those listed.",
                    "Ask for resources:VGPU in flavors, or run 2024.1 or newer.");
        } else if (onlyVgpu && types.size() > 1) {
            warn(
                    "one-class-for-all",
                    nova + " knows only VGPU; a flavor cannot choose among " + types + ".",
                    "Use one type a host, or run Xena or newer.");
        } else if (!onlyVgpu) {
            sharedClasses(classes, types);
        }
    }

    private void sharedClasses(EffectiveClasses classes, Set<MdevType> types) {
        Map<ResourceClass, List<MdevType>> byClass =
                types.stream().collect(Collectors.groupingBy(classes::of, java.util.TreeMap::new, Collectors.toList()));
        byClass.forEach((cls, sharing) -> {
            if (sharing.size() > 1) {
                warn("shared-class", sharing + " share " + cls + "; a guest gets either.", "Give each its own class.");
            }
        });
    }

    private void limits() {
        boolean known = settings.release().can(Capability.MAX_INSTANCES);
        host.mdevs()
                .map(GpuDevice.Mdev::type)
                .distinct()
                .filter(t -> settings.maxInstances().containsKey(t))
                .forEach(t -> {
                    if (known) {
                        warn(
                                "max-instances",
                                "Nova chooses which devices of " + t + " stay, in libvirt's order.",
                                "Leave devices out of the layout instead.");
                    } else {
                        warn(
                                "max-instances",
                                "Nova " + settings.release().nova() + " has no max_instances; it is left out for " + t
                                        + ".",
                                "Leave devices out of the layout instead.");
                    }
                });
    }

    // Nova 26 and newer refuse to start when a PF and its VFs both match device_spec.
    private void cards() {
        Set<PciAddress> whole = host.wholeCards().map(GpuDevice::address).collect(Collectors.toSet());
        host.devices().stream()
                .filter(d -> d instanceof GpuDevice.Vgpu && whole.contains(d.card()))
                .map(GpuDevice::card)
                .distinct()
                .forEach(c -> error(
                        "card-on-both-paths",
                        "card " + c + " is given away whole and in slices; nova-compute would not start.",
                        "Choose one path for the card and provision again."));
    }

    private void neutron() {
        if (settings.pci().neutronSriov() == SiteSettings.NeutronSriov.NONE) {
            return;
        }
        if (settings.pci().reports()) {
            error(
                    "neutron-sriov",
                    "kolla-ansible names network cards by devname, which report_in_placement refuses.",
                    "Set pciPlacement to off.");
        } else if (!settings.release().can(Capability.DEVICE_SPEC)) {
            warn(
                    "neutron-sriov",
                    "our passthrough_whitelist replaces the one kolla-ansible writes for network cards.",
                    "Add the network cards' entries to the host's file, or run Zed or newer.");
        }
    }

    private void vendorVfio() {
        List<GpuDevice.VendorVfio> functions = host.vendorVfio().toList();
        if (functions.isEmpty()) {
            return;
        }
        if (!settings.release().can(Capability.MANAGED)) {
            error(
                    "vendor-vfio-release",
                    "vendor-VFIO vGPUs need managed=no, which Nova "
                            + settings.release().nova() + " (" + settings.release() + ") does not have.",
                    "Run 2025.1 or newer, or an mdev host system.");
        }
        Map<PciAddress, Set<MdevType>> byCard = new HashMap<>();
        Map<PciId, Set<MdevType>> byProduct = new HashMap<>();
        for (GpuDevice.VendorVfio f : functions) {
            byCard.computeIfAbsent(f.card(), c -> new TreeSet<>()).add(f.type());
            byProduct.computeIfAbsent(f.id(), c -> new TreeSet<>()).add(f.type());
        }
        if (settings.pci().reports()) {
            byCard.forEach((card, types) -> oneType(
                    "mixed-types-on-card",
                    "card " + card,
                    types,
                    "nova-compute would stop with PlacementPciMixedResourceClassException.",
                    "Use one vGPU type a card."));
        } else {
            byProduct.forEach((id, types) -> oneType(
                    "types-not-told-apart",
                    "product " + id,
                    types,
                    "an alias cannot tell them apart.",
                    "Set pciPlacement to schedule, or use one type a product."));
        }
    }

    private void oneType(String code, String what, Set<MdevType> types, String effect, String next) {
        if (types.size() > 1) {
            error(code, what + " carries " + types + "; " + effect, next);
        }
    }

    private void error(String code, String text, String next) {
        findings.add(Finding.error(code, host.host(), text, next));
    }

    private void warn(String code, String text, String next) {
        findings.add(Finding.warning(code, host.host(), text, next));
    }
}
