package dev.gantry.gpu;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** E1: an address names a card, and no card is named twice. */
final class AddressRules {

    private final Map<PciAddress, String> seen = new LinkedHashMap<>();
    private final Stream.Builder<Finding> findings = Stream.builder();

    private AddressRules() {}

    static Stream<Finding> check(WantedGpus wanted) {
        AddressRules rules = new AddressRules();
        eachAddress(wanted, (card, path) -> {
            rules.wholeCard(card, path).ifPresent(rules.findings);
            rules.once(card, path).ifPresent(rules.findings);
        });
        return rules.findings.build();
    }

    /** Every address that is written in the wish, with its path, in the order of writing. */
    static void eachAddress(WantedGpus wanted, BiConsumer<PciAddress, String> visit) {
        int position = 0;
        for (CardLayout layout : wanted.vgpu().cards()) {
            visit.accept(layout.card(), LayoutShape.ROOT + "[" + position++ + "].pci_address");
        }
        position = 0;
        for (PassthroughWish wish : wanted.passthrough().wishes()) {
            String path = "passthrough[" + position++ + "]";
            if (wish instanceof PassthroughWish.OneCard one) {
                visit.accept(one.card(), path);
            }
        }
    }

    private Optional<Finding> wholeCard(PciAddress card, String path) {
        PciAddress whole = new PciAddress(card.domain(), card.bus(), card.device(), 0);
        return card.isPhysicalFunction()
                ? Optional.empty()
                : Optional.of(finding(
                        card,
                        path,
                        "function " + card.function(),
                        "a card, function 0",
                        "Write " + whole + " if that is it"));
    }

    private Optional<Finding> once(PciAddress card, String path) {
        String before = seen.putIfAbsent(card, path);
        return before == null
                ? Optional.empty()
                : Optional.of(finding(
                        card,
                        path,
                        card + " a second time",
                        "each card once, first at " + before,
                        "Join the two into one"));
    }

    private static Finding finding(PciAddress card, String path, String found, String possible, String nextStep) {
        return new Finding(Rule.ADDRESS, card.toString(), path, found, possible, nextStep);
    }
}
