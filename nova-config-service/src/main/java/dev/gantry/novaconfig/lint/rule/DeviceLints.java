package dev.gantry.novaconfig.lint.rule;

import dev.gantry.gpu.MalformedValueException;
import dev.gantry.gpu.catalogue.CardModel;
import dev.gantry.gpu.catalogue.MdevType;
import dev.gantry.gpu.catalogue.VgpuCatalogue;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.novaconfig.lint.LintFinding;
import dev.gantry.novaconfig.lint.folder.ConfigFolder;
import dev.gantry.novaconfig.lint.folder.YamlTree;
import dev.gantry.novaconfig.model.release.Capability;
import dev.gantry.novaconfig.model.release.NovaRelease;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Nova's [devices] and [mdev_X] against the definitions that make the devices. */
final class DeviceLints {

    private final ConfigFolder folder;
    private final NovaRelease release;
    private final List<LintFinding> lints = new ArrayList<>();
    private final Set<String> addresses = new TreeSet<>();
    private final Set<String> types = new TreeSet<>();
    private final Map<String, Set<String>> typesByAddress = new TreeMap<>();

    private DeviceLints(ConfigFolder folder, NovaRelease release) {
        this.folder = folder;
        this.release = release;
    }

    static List<LintFinding> of(ConfigFolder folder, NovaRelease release) {
        DeviceLints found = new DeviceLints(folder, release);
        found.definitions();
        found.conf();
        return found.lints;
    }

    private void definitions() {
        folder.fields("vgpu_definitions")
                .forEach(d -> d.field().value().itemList().forEach(card -> card(d.file(), card)));
    }

    private void card(String file, YamlTree card) {
        String at = card.get("pci_address").map(YamlTree::text).orElse("");
        Set<String> models = new TreeSet<>();
        boolean mig = card.get("mig_devices").isPresent();
        for (YamlTree function :
                card.get("virtual_functions").map(YamlTree::itemList).orElse(List.of())) {
            String type = function.get("mdev_type").map(YamlTree::text).orElse("");
            types.add(type);
            predicted(at, function.get("index").map(YamlTree::text).orElse(""), type);
            CardModel model = model(type);
            if (model == null) {
                continue;
            }
            models.add(model.suffix());
            boolean backed = VgpuCatalogue.bundled()
                    .type(MdevType.parse(type))
                    .flatMap(t -> t.migProfile())
                    .isPresent();
            if (models.size() > 1) {
                lints.add(new LintFinding(
                        file,
                        function.line(),
                        "type-of-another-card",
                        "card " + at + " carries types of " + models + "; " + type + " is of " + model + ".",
                        "Use types of one card model."));
            }
            if (backed != mig) {
                lints.add(new LintFinding(
                        file,
                        function.line(),
                        "type-and-mig",
                        type
                                + (backed
                                        ? " needs mig_devices with its profile on card " + at + "."
                                        : " is time-sliced, but card " + at + " has mig_devices."),
                        "Make both agree."));
            }
        }
    }

    private void predicted(String card, String index, String type) {
        try {
            String address = PciAddress.parseLenient(card)
                    .virtualFunction(Integer.parseInt(index))
                    .toString();
            addresses.add(address);
            typesByAddress.computeIfAbsent(address, a -> new TreeSet<>()).add(type);
        } catch (MalformedValueException | NumberFormatException e) {
            // A card or an index that is a template cannot be predicted; then nothing is claimed of it.
            addresses.add("");
        }
    }

    private void conf() {
        Map<String, List<ConfigFolder.Option>> bySection = new TreeMap<>();
        for (ConfigFolder.Option option : folder.options()) {
            if (option.isTemplate()) {
                continue;
            }
            if (option.name().equals("enabled_mdev_types") || option.name().equals("enabled_vgpu_types")) {
                enabled(option);
            } else if (option.name().equals("device_addresses")) {
                addresses(option);
                String place = option.file() + " " + option.entry().key().branch();
                bySection.computeIfAbsent(place, p -> new ArrayList<>()).add(option);
            }
        }
        bySection.values().forEach(this::twice);
    }

    private void enabled(ConfigFolder.Option option) {
        List<String> enabled = split(option.entry().value());
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

    private static boolean hasAddresses(ConfigFolder.Option o, ConfigFolder.Option enabling, String type) {
        return o.name().equals("device_addresses")
                && o.section().endsWith("_" + type)
                && o.file().equals(enabling.file())
                && o.entry().key().branch().equals(enabling.entry().key().branch());
    }

    private void addresses(ConfigFolder.Option option) {
        List<String> strange = new ArrayList<>();
        for (String address : split(option.entry().value())) {
            String low = address.toLowerCase(Locale.ROOT);
            if (!address.equals(low)) {
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

    private void typeThere(ConfigFolder.Option option, String address) {
        Set<String> there = typesByAddress.getOrDefault(address, Set.of());
        String type = option.section().replaceFirst("^(mdev|vgpu)_", "");
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
            for (String address : split(option.entry().value())) {
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

    private static @org.jspecify.annotations.Nullable CardModel model(String type) {
        try {
            return VgpuCatalogue.bundled().cardOf(MdevType.parse(type)).orElse(null);
        } catch (MalformedValueException e) {
            return null;
        }
    }

    static List<String> split(String value) {
        return java.util.Arrays.stream(value.split("[,\\s]+"))
                .filter(s -> !s.isEmpty())
                .toList();
    }
}
