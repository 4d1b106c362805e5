package dev.gantry.gpu.rule;

import dev.gantry.gpu.Rule;
import dev.gantry.gpu.RuleViolation;
import dev.gantry.gpu.catalogue.ResourceClass;
import dev.gantry.gpu.catalogue.VgpuCatalogue;
import dev.gantry.gpu.layout.CardFacts;
import dev.gantry.gpu.layout.CardLayout;
import dev.gantry.gpu.layout.DesiredGpus;
import dev.gantry.gpu.layout.VgpuDefinitions;
import dev.gantry.gpu.layout.VgpuLayout;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Holds what is wanted of a host's GPUs against every {@link Rule} that can be told without touching the host. The more is
 * known (the real cards, the framework, nova's release), the more rules speak; what is not known gives no violation.
 */
public final class LayoutValidator {

    private static final List<CardRule> CARD_RULES = List.of(
            FunctionRules::indexBelowTotal,
            FunctionRules::indexOnce,
            TypeRules::typeOfCard,
            MigRules::typeFitsMode,
            MigRules::enoughDevices,
            MigRules::geometry,
            TimeSliceRules::timeSlicing,
            HostRules::framework,
            HostRules::oneTypePerCard,
            TypeRules::licensed,
            MigRules::idleDevices);

    private final VgpuCatalogue catalogue;

    public LayoutValidator(VgpuCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Before the host is inspected, when nothing is known of it. */
    public List<RuleViolation> check(DesiredGpus wanted) {
        return check(wanted, HostContext.unknown());
    }

    /** Before the host is inspected. */
    public List<RuleViolation> check(DesiredGpus wanted, HostContext terms) {
        return withCards(wanted, List.of(), terms).toList();
    }

    /** {@code cards} are all NVIDIA cards that the host has; none means that it has none. */
    public List<RuleViolation> check(DesiredGpus wanted, List<CardFacts> cards, HostContext terms) {
        return Stream.concat(PresenceRule.check(wanted, cards), withCards(wanted, cards, terms))
                .toList();
    }

    private Stream<RuleViolation> withCards(DesiredGpus wanted, List<CardFacts> cards, HostContext terms) {
        List<CardContext> cases = cases(wanted.vgpu(), cards, terms);
        return Stream.of(
                        AddressRules.check(wanted),
                        cases.stream().flatMap(c -> CARD_RULES.stream().flatMap(rule -> rule.check(c))),
                        TwoPathsRule.check(wanted.passthrough(), cases, cards),
                        soleType(cases, terms))
                .flatMap(Function.identity());
    }

    private List<CardContext> cases(VgpuLayout layout, List<CardFacts> cards, HostContext terms) {
        return IntStream.range(0, layout.cards().size())
                .mapToObj(i -> {
                    CardLayout card = layout.cards().get(i);
                    Optional<CardFacts> facts = cards.stream()
                            .filter(f -> f.address().equals(card.card()))
                            .findFirst();
                    return new CardContext(
                            VgpuDefinitions.ROOT + "[" + i + "]", card, facts.orElse(null), terms, catalogue);
                })
                .toList();
    }

    private static Stream<RuleViolation> soleType(List<CardContext> cases, HostContext terms) {
        List<String> types =
                cases.stream().flatMap(c -> c.typeNames().stream()).distinct().toList();
        int nova = terms.novaRelease().orElse(Integer.MAX_VALUE);
        return types.size() == 1 && ResourceClass.isForcedBy(nova)
                ? Stream.of(new RuleViolation(
                        Rule.SOLE_TYPE,
                        "",
                        VgpuDefinitions.ROOT,
                        "only " + types.getFirst() + " on the host with nova " + nova,
                        "resource class VGPU for every vGPU of the host",
                        "Let flavors ask for VGPU, or add a second type"))
                : Stream.empty();
    }
}
