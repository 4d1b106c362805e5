package dev.gantry.cli.plan;

import dev.gantry.novaconfig.model.device.HostDevices;
import dev.gantry.novaconfig.model.flavor.BookableResource;
import dev.gantry.novaconfig.model.flavor.DerivedFlavors;
import dev.gantry.novaconfig.model.settings.FlavorTemplate;
import dev.gantry.novaconfig.model.settings.SiteSettings;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Flavors that a configuration brings or takes away.
 *
 * @param derived names of the flavors that follow from it, by vGPU type ({@code nvidia-700}) or alias ({@code a100:1})
 * @param appear names of those that nothing could satisfy before
 * @param vanish names of those that nothing satisfies afterwards
 */
public record FlavorChanges(SortedMap<String, String> derived, List<String> appear, List<String> vanish) {

    public FlavorChanges {
        derived = Collections.unmodifiableSortedMap(new TreeMap<>(derived));
        appear = List.copyOf(appear);
        vanish = List.copyOf(vanish);
    }

    static FlavorChanges of(List<HostDevices> hosts, SiteSettings settings) {
        List<BookableResource> bookable = BookableResource.of(hosts, settings);
        SortedMap<String, String> derived = new TreeMap<>();
        bookable.forEach(resource -> DerivedFlavors.of(List.of(resource), FlavorTemplate.GUIDE)
                .keySet()
                .forEach(name -> derived.put(key(resource), name)));
        return new FlavorChanges(derived, List.of(), List.of());
    }

    /** The same, beside what could be booked before: names by vGPU type or alias. */
    public FlavorChanges beside(SortedMap<String, String> before) {
        return new FlavorChanges(derived, more(derived, before), more(before, derived));
    }

    public boolean isEmpty() {
        return appear.isEmpty() && vanish.isEmpty();
    }

    private static List<String> more(SortedMap<String, String> these, SortedMap<String, String> others) {
        return these.entrySet().stream()
                .filter(e -> !others.containsKey(e.getKey()))
                .map(java.util.Map.Entry::getValue)
                .toList();
    }

    private static String key(BookableResource resource) {
        return switch (resource) {
            case BookableResource.OfClass vgpu -> vgpu.type().toString();
            case BookableResource.OfAlias pci -> pci.key() + ":1";
        };
    }
}
