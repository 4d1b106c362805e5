package dev.gantry.novaconfig.model.render;

import dev.gantry.novaconfig.model.conf.ConfText;
import dev.gantry.novaconfig.model.device.HostDevices;
import dev.gantry.novaconfig.model.device.PciAlias;
import dev.gantry.novaconfig.model.finding.Finding;
import dev.gantry.novaconfig.model.release.Capability;
import dev.gantry.novaconfig.model.settings.SiteSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What every Nova service of the site reads: scheduler filters and the aliases. Empty while no host has a PCI device. */
public final class NovaConf {

    private NovaConf() {}

    /** {@code kolla/config/nova.conf}; it reaches api, scheduler, conductor and compute alike. */
    public static Optional<String> site(Collection<HostDevices> hosts, SiteSettings settings) {
        if (hosts.stream().noneMatch(HostDevices::usesPci)) {
            return Optional.empty();
        }
        Set<String> filters = new LinkedHashSet<>(settings.release().defaultFilters());
        filters.addAll(settings.extraFilters());
        // PciPassthroughFilter is in no release's default.
        filters.add("PciPassthroughFilter");
        ConfText text = new ConfText(1024)
                .section("filter_scheduler")
                .option("available_filters", "nova.scheduler.filters.all_filters")
                .option("enabled_filters", String.join(", ", filters));
        if (settings.pci().schedules() && settings.release().can(Capability.PCI_IN_PLACEMENT)) {
            text.option("pci_in_placement", "True");
        }
        if (settings.pci().aliasPlace() == SiteSettings.AliasPlace.ONCE) {
            // kolla's merge lets the last file that has a key replace all its values: the whole list stands in one file
            // only.
            aliasSection(text, aliases(hosts, settings));
        }
        return Optional.of(text.toString());
    }

    /** {@code kolla/config/nova/nova-api.conf} of the guide's form. */
    public static Optional<String> api(Collection<HostDevices> hosts, SiteSettings settings) {
        SortedSet<PciAlias> names = aliases(hosts, settings);
        if (settings.pci().aliasPlace() != SiteSettings.AliasPlace.GUIDE || names.isEmpty()) {
            return Optional.empty();
        }
        ConfText text = new ConfText(512);
        aliasSection(text, names);
        return Optional.of(text.toString());
    }

    /** Every alias a flavor of the site may ask for, with those of the site's own that no host has yet left out. */
    public static SortedSet<PciAlias> aliases(Collection<HostDevices> hosts, SiteSettings settings) {
        SortedSet<PciAlias> names = new TreeSet<>();
        hosts.forEach(h -> names.addAll(PciOptions.aliases(h, settings)));
        return names;
    }

    /** What the site's settings ask of Nova that its release does not have or does not allow. */
    public static List<Finding> check(SiteSettings settings) {
        List<Finding> findings = new ArrayList<>();
        String release = "Nova " + settings.release().nova() + " (" + settings.release() + ")";
        if (settings.extraFilters().contains("AvailabilityZoneFilter")
                && settings.release().can(Capability.ZONE_FILTER_GONE)) {
            findings.add(Finding.error(
                    "zone-filter",
                    "extraFilters",
                    release + " has no AvailabilityZoneFilter; nova-scheduler would not start.",
                    "Take it out."));
        }
        if (settings.pci().reports() && !settings.release().can(Capability.REPORT_IN_PLACEMENT)) {
            findings.add(Finding.error(
                    "pci-placement",
                    "pciPlacement",
                    release + " has no report_in_placement.",
                    "Set pciPlacement to off."));
        }
        if (settings.pci().schedules() && !settings.release().can(Capability.PCI_IN_PLACEMENT)) {
            findings.add(Finding.error(
                    "pci-placement",
                    "pciPlacement",
                    release + " has no pci_in_placement.",
                    "Set pciPlacement to report."));
        }
        findings.addAll(sameNames(settings));
        return findings;
    }

    /** The site's own aliases that no host has a device of: a flavor that asks for one never boots. */
    public static List<Finding> withoutDevice(Collection<HostDevices> hosts, SiteSettings settings) {
        SortedSet<PciAlias> used = aliases(hosts, settings);
        return settings.aliases().stream()
                .filter(a -> used.stream().noneMatch(u -> u.name().equals(a.name())))
                .map(a -> Finding.warning(
                        "alias-without-device",
                        "aliases",
                        "no host has a device " + a.id() + " for alias " + a.name() + "; it is left out.",
                        "Provision a host with it, or take the alias out of the settings."))
                .toList();
    }

    private static List<Finding> sameNames(SiteSettings settings) {
        List<Finding> findings = new ArrayList<>();
        List<PciAlias> all = settings.aliases();
        for (int i = 0; i < all.size(); i++) {
            for (PciAlias earlier : all.subList(0, i)) {
                PciAlias later = all.get(i);
                boolean same = earlier.name().equals(later.name());
                if (same && (settings.pci().schedules() || earlier.type() != later.type())) {
                    findings.add(Finding.error(
                            "alias-twice",
                            "aliases",
                            "alias " + later.name()
                                    + " is given twice; Nova refuses that with pci_in_placement, and with two device"
                                    + " types always.",
                            "Give each its own name."));
                }
            }
        }
        return findings;
    }

    private static void aliasSection(ConfText text, SortedSet<PciAlias> names) {
        text.section("pci");
        names.forEach(a -> text.option("alias", a.json()));
    }
}
