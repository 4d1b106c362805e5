package dev.gantry.gpu.rule;

import dev.gantry.gpu.Rule;
import dev.gantry.gpu.RuleViolation;
import dev.gantry.gpu.layout.CardLayout;
import dev.gantry.gpu.layout.DesiredGpus;
import dev.gantry.gpu.layout.PassthroughSelector;
import dev.gantry.gpu.layout.VgpuDefinitions;
import dev.gantry.gpu.pci.PciAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** E1: an address names a card, and no card is named twice. */
final class AddressRules {

    private final Map<PciAddress, String> seen = new LinkedHashMap<>();
    private final Stream.Builder<RuleViolation> violations = Stream.builder();

    private AddressRules() {}

    static Stream<RuleViolation> check(DesiredGpus wanted) {
        AddressRules rules = new AddressRules();
        eachAddress(wanted, (card, path) -> {
            rules.wholeCard(card, path).ifPresent(rules.violations);
            rules.once(card, path).ifPresent(rules.violations);
        });
        return rules.violations.build();
    }

    /** Every address that is written in the wish, with its path, in the order of writing. */
    static void eachAddress(DesiredGpus wanted, BiConsumer<PciAddress, String> visit) {
        int position = 0;
        for (CardLayout layout : wanted.vgpu().cards()) {
            visit.accept(layout.card(), VgpuDefinitions.ROOT + "[" + position++ + "].pci_address");
        }
        position = 0;
        for (PassthroughSelector wish : wanted.passthrough().wishes()) {
            String path = "passthrough[" + position++ + "]";
            if (wish instanceof PassthroughSelector.OneCard one) {
                visit.accept(one.card(), path);
            }
        }
    }

    private Optional<RuleViolation> wholeCard(PciAddress card, String path) {
        PciAddress whole = new PciAddress(card.domain(), card.bus(), card.device(), 0);
        return card.isPhysicalFunction()
                ? Optional.empty()
                : Optional.of(violation(
                        card,
                        path,
                        "function " + card.function(),
                        "a card, function 0",
                        "Write " + whole + " if that is it"));
    }

    private Optional<RuleViolation> once(PciAddress card, String path) {
        String before = seen.putIfAbsent(card, path);
        return before == null
                ? Optional.empty()
                : Optional.of(violation(
                        card,
                        path,
                        card + " a second time",
                        "each card once, first at " + before,
                        "Join the two into one"));
    }

    private static RuleViolation violation(PciAddress card, String path, String found, String expected, String fix) {
        return new RuleViolation(Rule.ADDRESS, card.toString(), path, found, expected, fix);
    }
}
