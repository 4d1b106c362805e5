package dev.gantry.novaconfig.lint.model.rule;

import dev.gantry.gpu.MalformedValueException;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.novaconfig.lint.model.LintFinding;
import dev.gantry.novaconfig.lint.model.folder.ConfigFolder;
import dev.gantry.novaconfig.lint.model.folder.ConfigFolder.Option;
import dev.gantry.novaconfig.model.conf.DeviceSpec;
import dev.gantry.novaconfig.model.conf.NovaOptions;
import dev.gantry.novaconfig.model.release.Capability;
import dev.gantry.novaconfig.model.release.NovaRelease;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What Nova refuses of [pci] device_spec once devices are reported to Placement: a card beside its own virtual functions, and functions of one
 * card with other classes or traits. Only functions that the configuration itself names are known here. Source: openstack/nova,
 * nova/compute/pci_placement_translator.py.
 */
final class PlacedDeviceLints {

    private static final String NVIDIA = "10de";
    /** NVIDIA's cards begin to count their virtual functions here; below are the sound and USB functions of cards. */
    private static final int FIRST_FUNCTION = 4;

    private final NovaRelease release;
    private final List<Taking> takings = new ArrayList<>();
    private final Set<PciAddress> functions = new TreeSet<>();
    private final List<LintFinding> found = new ArrayList<>();

    /** A dictionary of an option. */
    private record Taking(Option option, DeviceSpec spec) {

        String text() {
            return option.value().replaceAll("\\s+", " ");
        }

        String resourceClass() {
            return spec.tags()
                    .getOrDefault("resource_class", "")
                    .toUpperCase(Locale.ROOT)
                    .replaceFirst("^CUSTOM_", "");
        }

        Set<String> traits() {
            return Arrays.stream(spec.tags().getOrDefault("traits", "").split(","))
                    .map(trait -> trait.strip().toUpperCase(Locale.ROOT).replaceFirst("^CUSTOM_", ""))
                    .filter(trait -> !trait.isEmpty())
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        boolean isAlike(Taking other) {
            return resourceClass().equals(other.resourceClass()) && traits().equals(other.traits());
        }

        boolean meets(Taking other) {
            String a = option.entry().key().branch();
            String b = other.option.entry().key().branch();
            return a.isEmpty() || b.isEmpty() || a.equals(b);
        }
    }

    private PlacedDeviceLints(NovaRelease release) {
        this.release = release;
    }

    static List<LintFinding> of(ConfigFolder folder, NovaRelease release) {
        PlacedDeviceLints lints = new PlacedDeviceLints(release);
        if (folder.isTrue("pci", "report_in_placement") && release.can(Capability.REPORT_IN_PLACEMENT)) {
            folder.options().stream().filter(o -> !o.isTemplate()).forEach(lints::read);
            lints.compare();
        }
        return lints.found;
    }

    private void read(Option option) {
        if (NovaOptions.isDeviceSpec(option.today(release))) {
            for (DeviceSpec spec :
                    DeviceSpec.read(NovaOptions.undollared(option.value())).specs()) {
                takings.add(new Taking(option, spec));
                Optional.ofNullable(spec.address()).flatMap(a -> a.single()).ifPresent(this::function);
            }
        } else if (option.today(release).section().startsWith("mdev_")
                && option.name().equals("device_addresses")) {
            DeviceLints.split(option.value()).forEach(this::function);
        }
    }

    private void function(String address) {
        try {
            PciAddress function = PciAddress.parseLenient(address);
            if (function.device() > 0 || function.function() >= FIRST_FUNCTION) {
                functions.add(function);
            }
        } catch (MalformedValueException e) {
            // other rules tell of an address that is none
            return;
        }
    }

    private void compare() {
        TreeMap<PciAddress, Taking> byCard = new TreeMap<>();
        for (PciAddress function : functions) {
            PciAddress card = cardOf(function);
            taking(function, card).ifPresent(taken -> {
                Optional<Taking> ofCard = taking(card, null).filter(taken::meets);
                if (ofCard.isPresent()) {
                    tell(both(ofCard.get(), taken, function, card));
                    return;
                }
                Taking first = byCard.putIfAbsent(card, taken);
                if (first != null && first.meets(taken) && !first.isAlike(taken)) {
                    tell(mixed(first, taken, card));
                }
            });
        }
    }

    /** Each place once. */
    private void tell(LintFinding finding) {
        boolean isTold = found.stream()
                .anyMatch(f -> f.code().equals(finding.code())
                        && f.file().equals(finding.file())
                        && f.line() == finding.line());
        if (!isTold) {
            found.add(finding);
        }
    }

    private static PciAddress cardOf(PciAddress function) {
        return new PciAddress(function.domain(), function.bus(), 0, 0);
    }

    /** The first one that fits counts, as in Nova; of the ids only those are known that say nothing. */
    private Optional<Taking> taking(PciAddress device, @Nullable PciAddress parent) {
        return takings.stream()
                .filter(t -> t.spec().takes(NVIDIA, t.spec().product(), device, parent))
                .filter(t -> t.spec().product().equals("*") || isNarrow(t))
                .findFirst();
    }

    /** A product id alone does not say on which cards of a host it is. */
    private static boolean isNarrow(Taking taking) {
        return taking.spec().address() != null
                && taking.spec().address().single().isPresent();
    }

    private LintFinding both(Taking ofCard, Taking ofFunction, PciAddress function, PciAddress card) {
        String by = ofCard == ofFunction ? "" : ", by " + ofFunction.text();
        return ofCard.option()
                .lint(
                        "device-spec-takes-both",
                        ofCard.text() + " takes in card " + card + " beside its function " + function + by
                                + "; with report_in_placement Nova refuses that and nova-compute does not start.",
                        "Name cards that are given away whole by product_id and address, apart from those with virtual"
                                + " functions.");
    }

    private static LintFinding mixed(Taking first, Taking other, PciAddress card) {
        return other.option()
                .lint(
                        "device-spec-mixed",
                        other.text() + " gives a function of card " + card + " another class or other traits than "
                                + first.text()
                                + "; with report_in_placement Nova refuses that and nova-compute does not start.",
                        "Give all functions of one card the same resource_class and traits.");
    }
}
