package dev.gantry.novaconfig.lint.model.rule;

import dev.gantry.novaconfig.lint.model.LintFinding;
import dev.gantry.novaconfig.lint.model.folder.ConfigFolder;
import dev.gantry.novaconfig.lint.model.folder.ConfigFolder.Option;
import dev.gantry.novaconfig.model.conf.NovaOptions;
import dev.gantry.novaconfig.model.release.Capability;
import dev.gantry.novaconfig.model.release.NovaRelease;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The scheduler's list of filters: the whole list is what counts, whatever it leaves out is off. */
final class FilterLints {

    private static final String ZONES = "AvailabilityZoneFilter";
    private static final String ALL = "nova.scheduler.filters.all_filters";
    private static final String PCI = "PciPassthroughFilter";
    // Source: nova/scheduler/filters of 22.4.0 to 34.0.0; only AvailabilityZoneFilter left.
    private static final Set<String> KNOWN = Set.of(
            "AggregateImagePropertiesIsolation",
            "AggregateInstanceExtraSpecsFilter",
            "AggregateIoOpsFilter",
            "AggregateMultiTenancyIsolation",
            "AggregateNumInstancesFilter",
            "AggregateTypeAffinityFilter",
            "AllHostsFilter",
            "ComputeCapabilitiesFilter",
            "ComputeFilter",
            "DifferentHostFilter",
            "ImagePropertiesFilter",
            "IoOpsFilter",
            "IsolatedHostsFilter",
            "JsonFilter",
            "MetricsFilter",
            "NUMATopologyFilter",
            "NumInstancesFilter",
            PCI,
            "SameHostFilter",
            "ServerGroupAffinityFilter",
            "ServerGroupAntiAffinityFilter",
            "SimpleCIDRAffinityFilter");

    private final ConfigFolder folder;
    private final NovaRelease release;
    private final List<LintFinding> found = new ArrayList<>();

    private FilterLints(ConfigFolder folder, NovaRelease release) {
        this.folder = folder;
        this.release = release;
    }

    static List<LintFinding> of(ConfigFolder folder, NovaRelease release) {
        FilterLints lints = new FilterLints(folder, release);
        folder.options().stream()
                .filter(o -> is(o, "enabled_filters", release) && !o.isTemplate())
                .forEach(lints::filters);
        return lints.found;
    }

    private static boolean is(Option option, String name, NovaRelease release) {
        var key = option.today(release);
        return key.section().equals("filter_scheduler") && key.option().equals(name);
    }

    private void filters(Option option) {
        List<String> names = Arrays.stream(option.value().split(","))
                .map(String::strip)
                .filter(n -> !n.isEmpty())
                .toList();
        unknown(option, names);
        boolean pci = folder.options().stream()
                .map(o -> o.today(release))
                .anyMatch(k -> NovaOptions.isAlias(k) || NovaOptions.isDeviceSpec(k));
        if (pci && !names.contains(PCI)) {
            found.add(option.lint(
                    "pci-filter-missing",
                    "PciPassthroughFilter is not in the list; PCI devices are not scheduled.",
                    "Add it."));
        }
        if (!names.contains("ComputeFilter")) {
            Set<String> off = new TreeSet<>(release.defaultFilters());
            names.forEach(off::remove);
            found.add(option.lint(
                    "filters-missing",
                    "the list replaces Nova's own: " + off
                            + " are off, so that servers are sent to hosts that are down or disabled.",
                    "Write " + String.join(", ", release.defaultFilters()) + " before your own."));
        }
    }

    private void unknown(Option option, List<String> names) {
        boolean zones = names.contains(ZONES) && release.can(Capability.ZONE_FILTER_GONE);
        if (zones) {
            found.add(option.lint(
                    "zone-filter",
                    "Nova " + release.nova() + " has no AvailabilityZoneFilter; nova-scheduler does not start.",
                    "Take it out of the list."));
        }
        Optional<Set<String>> available = available();
        List<String> strange = names.stream()
                .filter(n -> available.isPresent() && !available.get().contains(n) && !n.equals(ZONES))
                .toList();
        if (!strange.isEmpty()) {
            found.add(option.lint(
                    "filter-unknown",
                    "Nova has no filter " + String.join(", ", strange) + "; nova-scheduler does not start.",
                    "Write names with commas between them, without brackets and quotes."));
        }
    }

    /** All of Nova's, or the classes that available_filters names; empty where it names something that makes others. */
    private Optional<Set<String>> available() {
        List<String> named = folder.options().stream()
                .filter(o -> is(o, "available_filters", release))
                .map(Option::value)
                .toList();
        Set<String> available = new TreeSet<>();
        if (named.isEmpty() || named.contains(ALL)) {
            available.addAll(KNOWN);
        }
        for (String name : named) {
            String last = name.substring(name.lastIndexOf('.') + 1);
            if (!name.equals(ALL) && (last.isEmpty() || !Character.isUpperCase(last.charAt(0)))) {
                return Optional.empty();
            }
            available.add(last);
        }
        return Optional.of(available);
    }
}
