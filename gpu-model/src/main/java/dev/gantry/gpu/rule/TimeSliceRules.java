package dev.gantry.gpu.rule;

import dev.gantry.gpu.Rule;
import dev.gantry.gpu.RuleViolation;
import dev.gantry.gpu.catalogue.TimeSlicing;
import dev.gantry.gpu.catalogue.VgpuType;
import dev.gantry.gpu.catalogue.VgpuTypeName;
import dev.gantry.gpu.driver.Framework;
import dev.gantry.gpu.driver.VgpuRelease;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** E7, E8: which time-sliced vGPUs go together on a card, and how many. */
final class TimeSliceRules {

    /** vGPU 17, the first driver branch that lets types of one size share a card. */
    private static final int SHARING_BRANCH = VgpuRelease.R17.branch();

    private static final String FUNCTIONS = "virtual_functions";

    private TimeSliceRules() {}

    static Stream<RuleViolation> timeSlicing(CardContext card) {
        List<VgpuType> types = card.timeSliced();
        if (card.layout().usesMig() || types.isEmpty()) {
            return Stream.empty();
        }
        return mixing(card, types).or(() -> tooMany(card, types)).or(() -> tooMuchMemory(card, types)).stream();
    }

    private static Optional<RuleViolation> mixing(CardContext card, List<VgpuType> types) {
        boolean mixedSize = slicing(card, types) == TimeSlicing.MIXED_SIZE;
        if (mixedSize && sizesDiffer(types) && tooOldToMix(card)) {
            return Optional.of(refused(card, types, "vGPUs of one size: only Ampere and later mix sizes"));
        }
        if (mixedSize
                && card.terms()
                        .driver()
                        .filter(d -> d.branch() < SHARING_BRANCH)
                        .isPresent()) {
            return Optional.of(
                    refused(card, types, "vGPUs of one size: drivers from vGPU 17 (branch 550) on mix sizes"));
        }
        boolean typesDiffer = types.stream().map(VgpuType::name).distinct().count() > 1;
        return typesDiffer && !mixedSize && needsOneType(card.terms())
                ? Optional.of(refused(card, types, "vGPUs of one type: once one exists, this driver offers no other"))
                : Optional.empty();
    }

    /** Different sizes are the wish for the mode that takes them; the provisioner switches the card. */
    private static TimeSlicing slicing(CardContext card, List<VgpuType> types) {
        return sizesDiffer(types) ? TimeSlicing.MIXED_SIZE : card.terms().slicing();
    }

    private static boolean sizesDiffer(List<VgpuType> types) {
        return types.stream().map(VgpuType::framebufferMib).distinct().count() > 1;
    }

    private static RuleViolation refused(CardContext card, List<VgpuType> types, String possible) {
        return card.violation(
                Rule.TIME_SLICING,
                card.at(FUNCTIONS),
                types.stream()
                        .map(VgpuType::name)
                        .distinct()
                        .map(VgpuTypeName::toString)
                        .collect(Collectors.joining(" and ")),
                possible + ", on " + card.title(),
                "Give all virtual functions of the card the same type");
    }

    private static boolean tooOldToMix(CardContext card) {
        return card.model().filter(m -> !m.canMixSizes()).isPresent();
    }

    private static boolean needsOneType(HostContext terms) {
        return terms.uses(Framework.MDEV)
                || terms.driver().filter(d -> d.branch() < SHARING_BRANCH).isPresent();
    }

    private static Optional<RuleViolation> tooMany(CardContext card, List<VgpuType> types) {
        return types.stream()
                .distinct()
                .filter(type -> overLimit(card, type, types))
                .findFirst()
                .map(type -> card.violation(
                        Rule.TIME_SLICING,
                        card.at(FUNCTIONS),
                        types.stream().filter(type::equals).count() + " vGPUs of type " + type.name(),
                        "at most " + type.limit(slicing(card, types)).orElseThrow() + " on " + card.title(),
                        "Drop virtual functions, or choose a smaller type"));
    }

    private static boolean overLimit(CardContext card, VgpuType type, List<VgpuType> types) {
        OptionalInt limit = type.limit(slicing(card, types));
        return limit.isPresent() && types.stream().filter(type::equals).count() > limit.getAsInt();
    }

    private static Optional<RuleViolation> tooMuchMemory(CardContext card, List<VgpuType> types) {
        if (hasCountLimit(card, types)) {
            return Optional.empty();
        }
        int wanted = types.stream().mapToInt(VgpuType::framebufferMib).sum();
        return card.framebufferMib()
                .filter(mib -> wanted > catalogued(card, mib))
                .map(mib -> card.violation(
                        Rule.FRAMEBUFFER,
                        card.at(FUNCTIONS),
                        types.size() + " vGPUs with " + wanted + " MiB together",
                        catalogued(card, mib) + " MiB on " + card.title(),
                        "Drop virtual functions, or choose a smaller type"));
    }

    /** NVIDIA rounds sizes up (2x H100L-47C is 10 MiB more than an H100L), so a documented count is the better judge. */
    private static boolean hasCountLimit(CardContext card, List<VgpuType> types) {
        return types.stream().distinct().count() == 1
                && types.getFirst().limit(card.terms().slicing()).isPresent();
    }

    /** A driver reports a little less than the sizes of its own types add up to: the catalogue's figure is the fair one. */
    private static int catalogued(CardContext card, int reported) {
        return card.model().map(m -> Math.max(m.framebufferMib(), reported)).orElse(reported);
    }
}
