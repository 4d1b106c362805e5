package dev.gantry.novaconfig.model.flavor;

import dev.gantry.novaconfig.model.device.DeviceType;
import dev.gantry.novaconfig.model.settings.FlavorTemplate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One flavor for each thing the site offers, so that what is there can be booked before anyone has written a flavor. */
public final class DerivedFlavors {

    private static final int WHOLE_CARD_VCPUS = 32;
    private static final int UNKNOWN_SIZE_VCPUS = 4;

    private DerivedFlavors() {}

    /** By name, in order. */
    public static Map<String, Flavor> of(List<BookableResource> offers, FlavorTemplate template) {
        Map<String, Flavor> flavors = new TreeMap<>();
        for (BookableResource offer : offers) {
            Flavor flavor =
                    switch (offer) {
                        case BookableResource.OfClass vgpu -> ofClass(vgpu, flavors, template);
                        case BookableResource.OfAlias pci -> ofAlias(pci, template);
                    };
            flavors.put(flavor.name(), flavor);
        }
        return flavors;
    }

    private static Flavor ofClass(BookableResource.OfClass offer, Map<String, Flavor> others, FlavorTemplate template) {
        String plain = "vgpu." + label(offer);
        // On old releases one type can be VGPU on one host and a class of its own on another: two flavors.
        String name = others.containsKey(plain)
                ? plain + "." + lower(offer.resourceClass().name())
                : plain;
        return flavor(
                template,
                name,
                offer.type().toString(),
                vcpus(offer.typeName()),
                Map.entry("resources:" + offer.resourceClass(), "1"));
    }

    private static Flavor ofAlias(BookableResource.OfAlias offer, FlavorTemplate template) {
        String alias = offer.alias().name();
        String name =
                alias.startsWith("gpu-") || alias.startsWith("vgpu-") ? alias.replaceFirst("-", ".") : "gpu." + alias;
        int vcpus = offer.alias().type() == DeviceType.VF
                ? vcpus(alias.substring(alias.lastIndexOf('.') + 1).toUpperCase(Locale.ROOT))
                : WHOLE_CARD_VCPUS;
        return flavor(template, name, alias, vcpus, Map.entry("pci_passthrough:alias", alias + ":1"));
    }

    /** A flavor of the template with one more extra spec, which says what is booked. {@code of} is a vGPU type or alias. */
    private static Flavor flavor(
            FlavorTemplate template, String name, String of, int usualVcpus, Map.Entry<String, String> booked) {
        int cpus = template.vcpusOf(of, usualVcpus);
        Map<String, String> specs = new LinkedHashMap<>(template.extraSpecsOrDefault());
        specs.put(booked.getKey(), booked.getValue());
        return new Flavor(
                name,
                new Flavor.Size(cpus * template.ramPerVcpuOrDefault(), template.diskOrDefault(), cpus),
                Boolean.TRUE.equals(template.isPublic()) ? Flavor.Access.PUBLIC : Flavor.Access.PRIVATE,
                template.projectOrNone(),
                specs);
    }

    /** {@code a100d.2g.20gb} for a MIG-backed type, {@code a100d.40c} for a time-sliced one, {@code nvidia-700} without a name. */
    private static String label(BookableResource.OfClass offer) {
        String type = lower(offer.typeName());
        if (type.isEmpty()) {
            return offer.type().toString();
        }
        String card = type.substring(0, type.indexOf('-') < 0 ? type.length() : type.indexOf('-'));
        // The extras of a MIG type stand in its name only: A100D-1-10CME.
        boolean plainMig = !offer.migProfile().isEmpty() && type.endsWith("c");
        return plainMig ? card + "." + offer.migProfile() : type.replaceFirst("-", ".");
    }

    /** The guide's flavor has 8 vcpus and 64 GiB for a 20 GB slice; others keep that proportion. */
    private static int vcpus(String typeName) {
        int gigabytes = 0;
        int dash = typeName.lastIndexOf('-');
        for (int i = dash + 1; i < typeName.length() && Character.isDigit(typeName.charAt(i)); i++) {
            gigabytes = gigabytes * 10 + (typeName.charAt(i) - '0');
        }
        return gigabytes == 0 ? UNKNOWN_SIZE_VCPUS : Math.max(2, gigabytes * 2 / 5);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
