package dev.gantry.gpu;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Holds what is wanted of a host's GPUs against every {@link Rule} that can be told without touching the host. The more is
 * known (the real cards, the framework, nova's release), the more rules speak; what is not known gives no finding.
 */
public final class LayoutValidation {

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

    public LayoutValidation(VgpuCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Before the host is inspected, when nothing is known of it. */
    public List<Finding> check(WantedGpus wanted) {
        return check(wanted, HostTerms.unknown());
    }

    /** Before the host is inspected. */
    public List<Finding> check(WantedGpus wanted, HostTerms terms) {
        return withCards(wanted, List.of(), terms).toList();
    }

    /** {@code cards} are all NVIDIA cards that the host has; none means that it has none. */
    public List<Finding> check(WantedGpus wanted, List<CardFacts> cards, HostTerms terms) {
        return Stream.concat(PresenceRule.check(wanted, cards), withCards(wanted, cards, terms))
                .toList();
    }

    private Stream<Finding> withCards(WantedGpus wanted, List<CardFacts> cards, HostTerms terms) {
        List<CardCase> cases = cases(wanted.vgpu(), cards, terms);
        return Stream.of(
                        AddressRules.check(wanted),
                        cases.stream().flatMap(c -> CARD_RULES.stream().flatMap(rule -> rule.check(c))),
                        TwoPathsRule.check(wanted.passthrough(), cases, cards),
                        soleType(cases, terms))
                .flatMap(Function.identity());
    }

    private List<CardCase> cases(VgpuLayout layout, List<CardFacts> cards, HostTerms terms) {
        return IntStream.range(0, layout.cards().size())
                .mapToObj(i -> {
                    CardLayout card = layout.cards().get(i);
                    Optional<CardFacts> facts = cards.stream()
                            .filter(f -> f.address().equals(card.card()))
                            .findFirst();
                    return new CardCase(LayoutShape.ROOT + "[" + i + "]", card, facts.orElse(null), terms, catalogue);
                })
                .toList();
    }

    private static Stream<Finding> soleType(List<CardCase> cases, HostTerms terms) {
        List<String> types =
                cases.stream().flatMap(c -> c.typeNames().stream()).distinct().toList();
        int nova = terms.novaRelease().orElse(Integer.MAX_VALUE);
        return types.size() == 1 && ResourceClass.isForcedBy(nova)
                ? Stream.of(new Finding(
                        Rule.SOLE_TYPE,
                        "",
                        LayoutShape.ROOT,
                        "only " + types.getFirst() + " on the host with nova " + nova,
                        "resource class VGPU for every vGPU of the host",
                        "Let flavors ask for VGPU, or add a second type"))
                : Stream.empty();
    }
}
