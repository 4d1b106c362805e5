package dev.gantry.gpu.rule;

import dev.gantry.gpu.Rule;
import dev.gantry.gpu.RuleViolation;
import dev.gantry.gpu.layout.CardFacts;
import dev.gantry.gpu.layout.PassthroughLayout;
import dev.gantry.gpu.layout.PassthroughSelector;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.gpu.pci.PciId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** E9: vfio-pci takes cards by PCI id, so it would seize the like cards that shall carry vGPUs. */
final class TwoPathsRule {

    private TwoPathsRule() {}

    static Stream<RuleViolation> check(
            PassthroughLayout passthrough, List<CardContext> vgpuCards, List<CardFacts> cards) {
        return vgpuCards.stream()
                .flatMap(card -> passthrough.wishes().stream()
                        .filter(wish -> claims(wish, card, cards))
                        .findFirst()
                        .map(wish -> card.violation(
                                Rule.TWO_PATHS,
                                card.at("pci_address"),
                                card.title() + " for vGPUs, and passthrough of " + wish,
                                "one use for all cards of a model on a host",
                                "Take one of them out, or move the passthrough card to another host"))
                        .stream());
    }

    private static boolean claims(PassthroughSelector wish, CardContext card, List<CardFacts> cards) {
        return switch (wish) {
            case PassthroughSelector.OneCard one ->
                one.card().equals(card.layout().card())
                        || idAt(one.card(), cards)
                                .filter(id -> ids(card).contains(id))
                                .isPresent();
            case PassthroughSelector.EveryCard every -> ids(card).contains(every.id());
            case PassthroughSelector.EveryModel every ->
                ids(card).contains(every.model().id());
        };
    }

    private static Optional<PciId> idAt(PciAddress address, List<CardFacts> cards) {
        return cards.stream()
                .filter(f -> f.address().equals(address))
                .map(CardFacts::id)
                .findFirst();
    }

    /** What the card is, else what its types make it. */
    private static List<PciId> ids(CardContext card) {
        return card.facts().map(f -> List.of(f.id())).orElseGet(() -> card.models().stream()
                .flatMap(m -> m.productIds().stream())
                .map(product -> new PciId(PciId.NVIDIA, product))
                .collect(Collectors.toList()));
    }
}
