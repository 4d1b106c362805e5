package dev.gantry.gpu;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** E1: which cards are meant. */
final class AddressRules {

    private final List<CardFacts> cards;
    private final Map<PciAddress, String> seen = new HashMap<>();

    private AddressRules(List<CardFacts> cards) {
        this.cards = cards;
    }

    static Stream<Finding> check(WantedGpus wanted, List<CardFacts> cards) {
        AddressRules rules = new AddressRules(cards);
        List<Finding> findings = new ArrayList<>();
        List<CardLayout> layouts = wanted.vgpu().cards();
        for (int i = 0; i < layouts.size(); i++) {
            rules.check(layouts.get(i).card(), LayoutShape.ROOT + "[" + i + "].pci_address")
                    .ifPresent(findings::add);
        }
        List<PassthroughWish> wishes = wanted.passthrough().wishes();
        for (int i = 0; i < wishes.size(); i++) {
            String path = "passthrough[" + i + "]";
            if (wishes.get(i) instanceof PassthroughWish.OneCard one) {
                rules.check(one.card(), path).ifPresent(findings::add);
            } else {
                rules.present(wishes.get(i), path).ifPresent(findings::add);
            }
        }
        return findings.stream();
    }

    private Optional<Finding> check(PciAddress card, String path) {
        String before = seen.putIfAbsent(card, path);
        if (!card.isPhysicalFunction()) {
            PciAddress whole = new PciAddress(card.domain(), card.bus(), card.device(), 0);
            return Optional.of(finding(
                    card,
                    path,
                    "function " + card.function(),
                    "a card, function 0",
                    "Write " + whole + " if that is it"));
        }
        if (before != null) {
            return Optional.of(finding(
                    card,
                    path,
                    card + " a second time",
                    "each card once, first at " + before,
                    "Join the two into one"));
        }
        boolean absent =
                !cards.isEmpty() && cards.stream().noneMatch(f -> f.address().equals(card));
        return absent
                ? Optional.of(finding(
                        card, path, card + ", where the host has no NVIDIA card", addresses(), "Correct the address"))
                : Optional.empty();
    }

    private Optional<Finding> present(PassthroughWish wish, String path) {
        boolean absent = !cards.isEmpty() && cards.stream().noneMatch(wish::takes);
        return absent
                ? Optional.of(new Finding(
                        Rule.ADDRESS,
                        "",
                        path,
                        wish + ", of which the host has none",
                        addresses(),
                        "Correct the id or model"))
                : Optional.empty();
    }

    private String addresses() {
        return cards.stream()
                .map(f -> f.address() + " (" + f.id() + ")")
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static Finding finding(PciAddress card, String path, String found, String possible, String nextStep) {
        return new Finding(Rule.ADDRESS, card.toString(), path, found, possible, nextStep);
    }
}
