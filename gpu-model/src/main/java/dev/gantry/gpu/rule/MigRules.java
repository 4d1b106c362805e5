package dev.gantry.gpu.rule;

import dev.gantry.gpu.Rule;
import dev.gantry.gpu.RuleViolation;
import dev.gantry.gpu.catalogue.VgpuType;
import dev.gantry.gpu.layout.CardFacts;
import dev.gantry.gpu.layout.MigAbility;
import dev.gantry.gpu.layout.VirtualFunction;
import dev.gantry.gpu.mig.MigFamily;
import dev.gantry.gpu.mig.MigFit;
import dev.gantry.gpu.mig.MigGeometry;
import dev.gantry.gpu.mig.MigProfile;
import dev.gantry.gpu.mig.MigSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** E4, E5, E6, W10, W11: how MIG devices and the vGPUs on them go together. */
final class MigRules {

    private static final String MIG = "mig_devices";

    private MigRules() {}

    static Stream<RuleViolation> typeFitsMode(CardContext card) {
        List<VirtualFunction> functions = card.layout().virtualFunctions();
        return IntStream.range(0, functions.size())
                .boxed()
                .flatMap(i -> card
                        .type(functions.get(i).type())
                        .flatMap(type -> typeFitsMode(card, type, card.atFunction(i, "mdev_type")))
                        .stream());
    }

    private static Optional<RuleViolation> typeFitsMode(CardContext card, VgpuType type, String path) {
        MigSet devices = wanted(card);
        Optional<MigProfile> profile = type.migProfile();
        if (profile.isEmpty()) {
            return devices.isEmpty() || slicesWithinMig(type)
                    ? Optional.empty()
                    : Optional.of(card.violation(
                            Rule.TYPE_NEEDS_MIG,
                            path,
                            "time-sliced " + type.name() + " beside MIG devices",
                            "MIG-backed types, for " + devices,
                            "Choose a MIG-backed type, or drop mig_devices of the card"));
        }
        return profile.filter(p -> devices.count(p) == 0)
                .map(p -> card.violation(
                        Rule.TYPE_NEEDS_MIG,
                        path,
                        "MIG-backed " + type.name() + " with " + devices,
                        type.name() + " with a " + p + " device",
                        "Add \"" + p + "\" to mig_devices of the card, or choose another type"));
    }

    /** Blackwell server cards ("DC") time-slice within a MIG device. */
    private static boolean slicesWithinMig(VgpuType type) {
        return type.name().card().equals("DC");
    }

    /** A profile without any device is {@link #typeFitsMode}'s to tell. */
    static Stream<RuleViolation> enoughDevices(CardContext card) {
        MigSet devices = wanted(card);
        MigSet vgpus = vgpusByProfile(card);
        return vgpus.counts().keySet().stream()
                .filter(p -> devices.count(p) > 0 && vgpus.count(p) > devices.count(p))
                .map(p -> card.violation(
                        Rule.MORE_VGPUS_THAN_DEVICES,
                        card.at("virtual_functions"),
                        vgpus.count(p) + " vGPUs on " + p,
                        devices.count(p) + ", one for each MIG device",
                        "Raise \"" + p + "\" in mig_devices, or drop virtual functions"));
    }

    static Stream<RuleViolation> idleDevices(CardContext card) {
        if (card.layout().virtualFunctions().isEmpty()) {
            return Stream.empty();
        }
        MigSet devices = wanted(card);
        MigSet vgpus = vgpusByProfile(card);
        return devices.counts().keySet().stream()
                .filter(p -> vgpus.count(p) < devices.count(p))
                .map(p -> card.violation(
                        Rule.IDLE_DEVICES,
                        card.at(MIG + "." + p),
                        devices.count(p) + " devices for " + vgpus.count(p) + " vGPUs",
                        "a vGPU on each device",
                        "Add virtual functions, or leave the rest idle"));
    }

    private static MigSet vgpusByProfile(CardContext card) {
        MigSet set = MigSet.empty();
        for (VgpuType type : card.types()) {
            set = type.migProfile().map(set::plus).orElse(set);
        }
        return set;
    }

    static Stream<RuleViolation> geometry(CardContext card) {
        if (!card.layout().usesMig()) {
            return Stream.empty();
        }
        if (cannotMig(card)) {
            return Stream.of(card.violation(
                    Rule.MIG_GEOMETRY,
                    card.at(MIG),
                    wanted(card).toString(),
                    card.title() + " cannot MIG, only time-sliced vGPUs",
                    "Drop mig_devices of the card"));
        }
        return family(card)
                .map(family -> geometry(card, family))
                .orElseGet(() -> Stream.of(card.violation(
                        Rule.UNKNOWN_GEOMETRY,
                        card.at(MIG),
                        wanted(card) + " on a card that the catalogue does not know",
                        "what nvidia-smi mig -lgipp lists on the host",
                        "Nothing to do if the host accepts it; the card's real answer comes when MIG is applied")));
    }

    private static Stream<RuleViolation> geometry(CardContext card, MigFamily family) {
        return switch (new MigGeometry(family).place(wanted(card))) {
            case MigFit.Placed placed -> Stream.empty();
            case MigFit.Impossible no ->
                Stream.of(card.violation(
                        Rule.MIG_GEOMETRY,
                        card.at(MIG),
                        wanted(card) + " (" + no.reason() + ")",
                        no.nearest().stream()
                                .map(MigSet::toString)
                                .collect(Collectors.joining("; or ", "", " on " + card.title())),
                        "Choose one of these sets"));
        };
    }

    private static boolean cannotMig(CardContext card) {
        boolean modelCannot = card.model().filter(m -> !m.isMigCapable()).isPresent();
        return switch (card.facts().map(CardFacts::mig).orElse(MigAbility.NOT_KNOWN)) {
            case CAPABLE -> false;
            case NOT_CAPABLE -> true;
            case NOT_KNOWN -> modelCannot;
        };
    }

    private static Optional<MigFamily> family(CardContext card) {
        return card.model().flatMap(m -> MigFamily.named(m.migFamily())).or(() -> card.framebufferMib()
                .flatMap(MigFamily::ofFramebuffer));
    }

    private static MigSet wanted(CardContext card) {
        return new MigSet(card.layout().migDevices());
    }
}
