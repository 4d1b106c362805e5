package dev.gantry.novaconfig.lint.model.rule;

import dev.gantry.gpu.MalformedValueException;
import dev.gantry.gpu.catalogue.CardModel;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.novaconfig.lint.model.LintFinding;
import dev.gantry.novaconfig.lint.model.folder.ConfigFolder;
import dev.gantry.novaconfig.lint.model.folder.ConfigFolder.Option;
import dev.gantry.novaconfig.model.conf.ConfProblem;
import dev.gantry.novaconfig.model.conf.DeviceSpec;
import dev.gantry.novaconfig.model.conf.NovaOptions;
import dev.gantry.novaconfig.model.release.Capability;
import dev.gantry.novaconfig.model.release.NovaRelease;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Nova's [pci] device_spec under all of its names: each read as Nova reads it, then held against the functions that carry mediated devices. */
final class DeviceSpecLints {

    private static final String NVIDIA = "10de";
    private static final Set<String> BOOLEANS =
            Set.of("1", "t", "true", "on", "y", "yes", "0", "f", "false", "off", "n", "no");
    private static final Map<String, Capability> TAGS = Map.of(
            "resource_class", Capability.REPORT_IN_PLACEMENT,
            "traits", Capability.REPORT_IN_PLACEMENT,
            "managed", Capability.MANAGED,
            "live_migratable", Capability.MANAGED,
            "one_time_use", Capability.ALIAS_CHECKED_AT_START);

    private final ConfigFolder folder;
    private final NovaRelease release;
    private final boolean reported;
    private final List<LintFinding> found = new ArrayList<>();

    private DeviceSpecLints(ConfigFolder folder, NovaRelease release) {
        this.folder = folder;
        this.release = release;
        this.reported = folder.isTrue("pci", "report_in_placement") && release.can(Capability.REPORT_IN_PLACEMENT);
    }

    static List<LintFinding> of(ConfigFolder folder, NovaRelease release) {
        DeviceSpecLints lints = new DeviceSpecLints(folder, release);
        folder.options().stream()
                .filter(o -> NovaOptions.isDeviceSpec(o.today(release)) && !o.isTemplate())
                .forEach(lints::option);
        return lints.found;
    }

    private void option(Option option) {
        boolean known = release.can(Capability.DEVICE_SPEC) || !option.name().equals("device_spec");
        if (!known) {
            found.add(option.lint(
                    "option-unknown",
                    "Nova " + release.nova() + " does not know device_spec; no device of it is given to guests.",
                    "Write passthrough_whitelist."));
            return;
        }
        DeviceSpec.Reading reading = DeviceSpec.read(NovaOptions.undollared(option.value()));
        for (ConfProblem problem : reading.problems()) {
            found.add(option.lint(
                    problem.code(),
                    "Nova refuses this " + option.name() + ": " + problem.text() + "; nova-compute does not start.",
                    problem.fix()));
        }
        NovaOptions.unknownReference(option.value())
                .ifPresent(name -> found.add(option.lint(
                        "device-spec-malformed",
                        "$" + name
                                + " stands for an option of that name, and Nova has none; nova-compute does not start.",
                        "Write $$ where a dollar sign is meant.")));
        reading.specs().forEach(spec -> {
            named(option, spec);
            fitting(option, spec);
            written(option, spec);
            spec.tags().forEach((tag, value) -> tag(option, tag, value));
            vgpus(option, spec);
        });
    }

    private void named(Option option, DeviceSpec spec) {
        if (reported && spec.address() == null) {
            found.add(option.lint(
                    "devname-reported",
                    "report_in_placement does not take devname; nova-compute does not start.",
                    "Name the device by its address, or leave report_in_placement off."));
        }
    }

    /** Python reads numbers below zero as well, and Nova looks for what is too large alone. */
    private void fitting(Option option, DeviceSpec spec) {
        if (spec.isBelowZero()) {
            found.add(option.lint(
                    "device-spec-unmatched",
                    "Nova takes this " + option.name() + ", and no device has an id below zero: "
                            + option.value().replaceAll("\\s+", " ") + ".",
                    "Write four hex digits in quotes, e.g. \"10de\"."));
        }
    }

    /** Where devices are in Placement, Nova makes names of these. */
    private void written(Option option, DeviceSpec spec) {
        Stream.of("resource_class", "traits")
                .filter(tag -> reported
                        && spec.tags().containsKey(tag)
                        && spec.notText().contains(tag))
                .forEach(tag -> found.add(option.lint(
                        "device-spec-malformed",
                        "Nova refuses this " + option.name() + ": " + tag + " is "
                                + spec.tags().get(tag) + " where a string is wanted; nova-compute does not start.",
                        "Write it in quotes" + (tag.equals("traits") ? ", with commas between several." : "."))));
    }

    private void tag(Option option, String tag, String value) {
        Capability since = TAGS.get(tag);
        if (since == null) {
            return;
        }
        if (!release.can(since)) {
            found.add(option.lint(
                    "tag-unknown",
                    "Nova " + release.nova() + " does not know " + tag + " and reads over it.",
                    "Take it out, or run a release of Nova " + since.since() + " or newer."));
        } else if (since.since() >= Capability.MANAGED.since()
                && !BOOLEANS.contains(value.strip().toLowerCase(Locale.ROOT))) {
            found.add(option.lint(
                    "device-spec-malformed",
                    "Nova refuses this " + option.name() + ": " + tag + " is " + value
                            + "; nova-compute does not start.",
                    "Write \"" + tag + "\":\"yes\" or \"no\"."));
        } else if (tag.equals("one_time_use") && isYes(value) && !reported) {
            found.add(option.lint(
                    "device-spec-malformed",
                    "Nova refuses one_time_use while report_in_placement is off; nova-compute does not start.",
                    "Set [pci] report_in_placement = True, or take one_time_use out."));
        }
    }

    private static boolean isYes(String value) {
        return Set.of("1", "t", "true", "on", "y", "yes").contains(value.strip().toLowerCase(Locale.ROOT));
    }

    /** One that takes in what carries a vGPU: Nova would give each function to guests as a PCI device as well. */
    private void vgpus(Option option, DeviceSpec spec) {
        for (Option addresses : folder.options()) {
            boolean mdevs = addresses.today(release).section().startsWith("mdev_")
                    && addresses.name().equals("device_addresses");
            if (!mdevs || addresses.isTemplate() || !meet(option, addresses)) {
                continue;
            }
            Optional<String> taken = DeviceLints.split(addresses.value()).stream()
                    .filter(a -> takes(spec, a, addresses.today(release).section()))
                    .findFirst();
            if (taken.isPresent()) {
                found.add(option.lint(
                        "device-spec-takes-vgpus",
                        option.value().replaceAll("\\s+", " ") + " takes in " + taken.get()
                                + ", which carries a vGPU: Nova gives it to guests as a PCI device as well.",
                        "Narrow it by product_id and address to the cards that are given away whole."));
                return;
            }
        }
    }

    private static boolean meet(Option one, Option other) {
        String a = one.entry().key().branch();
        String b = other.entry().key().branch();
        return a.isEmpty() || b.isEmpty() || a.equals(b);
    }

    private static boolean takes(DeviceSpec spec, String address, String section) {
        try {
            PciAddress function = PciAddress.parseLenient(address);
            PciAddress card = new PciAddress(function.domain(), function.bus(), 0, 0);
            String product = spec.product().equals("*") || isOf(spec.product(), section) ? spec.product() : "";
            return spec.takes(NVIDIA, product, function, card);
        } catch (MalformedValueException e) {
            return false;
        }
    }

    /** Whether a type is one of a card's with this product id. */
    private static boolean isOf(String product, String section) {
        CardModel model = DeviceLints.model(section.substring("mdev_".length()));
        return model != null && model.productIds().contains(product);
    }
}
