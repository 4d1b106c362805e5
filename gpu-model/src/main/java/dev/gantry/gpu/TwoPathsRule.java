package dev.gantry.gpu;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** E9: vfio-pci takes cards by PCI id, so it would seize the like cards that shall carry vGPUs. */
final class TwoPathsRule {

    private TwoPathsRule() {}

    static Stream<Finding> check(PassthroughLayout passthrough, List<CardCase> vgpuCards, List<CardFacts> cards) {
        return vgpuCards.stream()
                .flatMap(card -> passthrough.wishes().stream()
                        .filter(wish -> claims(wish, card, cards))
                        .findFirst()
                        .map(wish -> card.finding(
                                Rule.TWO_PATHS,
                                card.at("pci_address"),
                                card.title() + " for vGPUs, and passthrough of " + wish,
                                "one use for all cards of a model on a host",
                                "Take one of them out, or move the passthrough card to another host"))
                        .stream());
    }

    private static boolean claims(PassthroughWish wish, CardCase card, List<CardFacts> cards) {
        return switch (wish) {
            case PassthroughWish.OneCard one ->
                one.card().equals(card.layout().card())
                        || idAt(one.card(), cards)
                                .filter(id -> ids(card).contains(id))
                                .isPresent();
            case PassthroughWish.EveryCard every -> ids(card).contains(every.id());
            case PassthroughWish.EveryModel every ->
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
    private static List<PciId> ids(CardCase card) {
        return card.facts().map(f -> List.of(f.id())).orElseGet(() -> card.models().stream()
                .flatMap(m -> m.productIds().stream())
                .map(product -> new PciId(PciId.NVIDIA, product))
                .collect(Collectors.toList()));
    }
}
