package dev.gantry.novaconfig.lint.model.rule;

import dev.gantry.gpu.MalformedValueException;
import dev.gantry.gpu.catalogue.CardModel;
import dev.gantry.gpu.catalogue.MdevType;
import dev.gantry.gpu.catalogue.VgpuCatalogue;
import dev.gantry.novaconfig.lint.model.LintFinding;
import dev.gantry.novaconfig.lint.model.folder.ConfigFolder;
import dev.gantry.novaconfig.model.release.Capability;
import dev.gantry.novaconfig.model.release.NovaRelease;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Nova's [devices] and [mdev_X] against the definitions that make the devices. */
final class DeviceLints {

    // Source: nova/conf/devices.py, since 24.0.0
    private static final Pattern CLASS = Pattern.compile("VGPU|CUSTOM_[A-Z0-9_]{1,248}");
    // Source: nova/pci/utils.py
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F]{4}:[0-9a-fA-F]{2}:[0-9a-fA-F]{2}.[0-7]");

    private final ConfigFolder folder;
    private final NovaRelease release;
    private final List<LintFinding> lints = new ArrayList<>();
    private final Set<String> addresses;
    private final Set<String> types;
    private final Map<String, Set<String>> typesByAddress;

    private DeviceLints(ConfigFolder folder, NovaRelease release) {
        this.folder = folder;
        this.release = release;
        DefinedDevices defined = DefinedDevices.of(folder);
        lints.addAll(defined.lints());
        addresses = defined.addresses();
        types = defined.types();
        typesByAddress = defined.typesByAddress();
    }

    static List<LintFinding> of(ConfigFolder folder, NovaRelease release) {
        DeviceLints found = new DeviceLints(folder, release);
        found.conf();
        return found.lints;
    }

    private void conf() {
        Map<String, List<ConfigFolder.Option>> bySection = new TreeMap<>();
        for (ConfigFolder.Option option : folder.options()) {
            if (option.isTemplate()) {
                continue;
            }
            String section = option.today(release).section();
            if (option.today(release).option().equals("enabled_mdev_types")) {
                enabled(option);
            } else if (option.name().equals("device_addresses")) {
                addresses(option);
                if (isRegistered(section)) {
                    counting(bySection, option);
                }
            } else if (section.startsWith("mdev_") && isRegistered(section)) {
                ofType(option);
            }
        }
        bySection.values().forEach(this::twice);
    }

    /** Of lines with one name in one section the last one counts. */
    private void counting(Map<String, List<ConfigFolder.Option>> bySection, ConfigFolder.Option option) {
        String place = option.file() + " " + option.entry().key().branch();
        List<ConfigFolder.Option> counting = bySection.computeIfAbsent(place, p -> new ArrayList<>());
        counting.removeIf(before ->
                before.today(release).section().equals(option.today(release).section()));
        counting.add(option);
    }

    /** Whether Nova reads a type's section at all: before 29 not while only one type is enabled, and never that of a type that is not enabled. */
    private boolean isRegistered(String section) {
        List<ConfigFolder.Option> enabling = folder.options().stream()
                .filter(o -> o.today(release).option().equals("enabled_mdev_types"))
                .toList();
        boolean several = release.can(Capability.SOLE_TYPE_HONOURED)
                || enabling.stream().anyMatch(o -> split(o.value()).size() > 1);
        boolean enabled = enabling.stream()
                .anyMatch(o -> o.isTemplate()
                        || split(o.value()).stream().anyMatch(t -> section.equalsIgnoreCase("mdev_" + t)));
        return several && enabled && release.can(Capability.MDEV_NAMES);
    }

    private void ofType(ConfigFolder.Option option) {
        String value = option.value();
        boolean written = option.section().toLowerCase(Locale.ROOT).startsWith("mdev_");
        if (written
                && option.name().equals("mdev_class")
                && !CLASS.matcher(value).matches()) {
            String better = value.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_]", "_");
            lints.add(option.lint(
                    "class-malformed",
                    value
                            + " is no class of Nova's: VGPU, or CUSTOM_ and capitals, digits, underscores;"
                            + " nova-compute does not start.",
                    "Write CUSTOM_" + better.replaceFirst("^CUSTOM_", "") + "."));
        }
        if (written
                && option.name().equals("max_instances")
                && release.can(Capability.MAX_INSTANCES)
                && !isCount(value)) {
            lints.add(option.lint(
                    "max-instances-malformed",
                    "max_instances is " + value + "; nova-compute does not start.",
                    "Write a number of 1 or more."));
        }
    }

    /** What Python's int takes, of 1 or more; nothing at all is as if the option were not there. */
    private static boolean isCount(String value) {
        String text = value.strip();
        return text.isEmpty() || text.matches("\\+?\\d+(_\\d+)*") && text.matches(".*[1-9].*");
    }

    private void enabled(ConfigFolder.Option option) {
        List<String> enabled = split(option.value());
        String old = release.typesOption();
        if (!option.name().equals(old) && !release.can(Capability.MDEV_NAMES)) {
            lints.add(option.lint(
                    "option-unknown",
                    "Nova " + release.nova() + " does not know " + option.name() + ".",
                    "Write " + old + "."));
        }
        if (enabled.size() == 1 && !release.can(Capability.SOLE_TYPE_HONOURED)) {
            lints.add(option.lint(
                    "sole-type",
                    "Nova " + release.nova() + " ignores mdev_class and device_addresses of the only type "
                            + enabled.getFirst() + ": the class is VGPU on every capable function.",
                    "Use mdev_class = VGPU and flavors with resources:VGPU, or run 2024.1 or newer."));
        }
        enabled.forEach(type -> enabledType(option, type));
        enabled.stream()
                .filter(type -> enabled.indexOf(type) != enabled.lastIndexOf(type))
                .filter(type -> folder.options().stream().anyMatch(o -> hasAddresses(o, option, type)))
                .distinct()
                .forEach(type -> lints.add(option.lint(
                        "type-twice",
                        type + " is given twice, and so are its addresses; nova-compute does not start.",
                        "Keep it once.")));
    }

    private void enabledType(ConfigFolder.Option option, String type) {
        boolean section = folder.options().stream().anyMatch(o -> hasAddresses(o, option, type));
        if (!section) {
            lints.add(option.lint(
                    "type-without-addresses",
                    type
                            + " has no device_addresses: Nova up to 28 then keeps only the first type, newer ones give"
                            + " it every other device.",
                    "Add [mdev_" + type + "] with device_addresses."));
        }
        if (!types.isEmpty() && !types.contains(type)) {
            lints.add(option.lint(
                    "type-not-defined",
                    type + " is made by no vgpu_definitions; these make " + types + ".",
                    "Use a type that is made."));
        }
    }

    private boolean hasAddresses(ConfigFolder.Option o, ConfigFolder.Option enabling, String type) {
        String section = o.today(release).section();
        boolean ofType =
                section.equalsIgnoreCase("mdev_" + type) || section.startsWith("mdev_") && section.contains("{{");
        String branch = o.entry().key().branch();
        String here = enabling.entry().key().branch();
        boolean read = branch.isEmpty() || here.isEmpty() || branch.equals(here) || branch.startsWith(here + " and ");
        return o.name().equals("device_addresses") && ofType && read;
    }

    private void addresses(ConfigFolder.Option option) {
        List<String> strange = new ArrayList<>();
        for (String address : split(option.value())) {
            String low = address.toLowerCase(Locale.ROOT);
            if (!ADDRESS.matcher(address).matches()) {
                malformed(option, address);
            } else if (!address.equals(low)) {
                lints.add(option.lint(
                        "address-in-capitals",
                        address + " never matches: libvirt's names are lower case.",
                        "Write " + low + "."));
            } else if (!addresses.isEmpty() && !addresses.contains("") && !addresses.contains(address)) {
                strange.add(address);
            } else {
                typeThere(option, address);
            }
        }
        if (!strange.isEmpty()) {
            lints.add(option.lint(
                    "address-not-defined",
                    "no vgpu_definitions yield " + String.join(", ", strange) + "; they yield "
                            + String.join(", ", addresses) + ".",
                    "Take the addresses from the definitions, or from mdevctl list."));
        }
    }

    private void malformed(ConfigFolder.Option option, String address) {
        if (isRegistered(option.today(release).section())) {
            lints.add(option.lint(
                    "address-malformed",
                    address + " is no PCI address; nova-compute does not start.",
                    "Write domain:bus:slot.function, e.g. 0000:21:00.4."));
        }
    }

    private void typeThere(ConfigFolder.Option option, String address) {
        Set<String> there = typesByAddress.getOrDefault(address, Set.of());
        String type = option.today(release).section().replaceFirst("^mdev_", "");
        if (!there.isEmpty() && !there.contains(type)) {
            lints.add(option.lint(
                    "type-of-another-device",
                    "the definitions make " + String.join(" or ", there) + " at " + address + ", not " + type + ".",
                    "Move the address to [mdev_" + there.iterator().next() + "], or define " + type + " there."));
        }
    }

    private void twice(List<ConfigFolder.Option> options) {
        Map<String, ConfigFolder.Option> first = new TreeMap<>();
        for (ConfigFolder.Option option : options) {
            for (String address : split(option.value())) {
                ConfigFolder.Option before = first.putIfAbsent(address, option);
                if (before != null) {
                    lints.add(option.lint(
                            "address-twice",
                            address + " stands in line " + before.entry().line()
                                    + " already; nova-compute does not start.",
                            "Give the address to one type."));
                }
            }
        }
    }

    static @org.jspecify.annotations.Nullable CardModel model(String type) {
        try {
            return VgpuCatalogue.bundled().cardOf(MdevType.parse(type)).orElse(null);
        } catch (MalformedValueException e) {
            return null;
        }
    }

    static List<String> split(String value) {
        return java.util.Arrays.stream(value.split(","))
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .toList();
    }
}
