package dev.gantry.gpu.rule;

import dev.gantry.gpu.Rule;
import dev.gantry.gpu.RuleViolation;
import dev.gantry.gpu.layout.CardFacts;
import dev.gantry.gpu.layout.DesiredGpus;
import dev.gantry.gpu.layout.PassthroughSelector;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** E1, on an inspected host: the cards that are wanted are there. */
final class PresenceRule {

    private PresenceRule() {}

    static Stream<RuleViolation> check(DesiredGpus wanted, List<CardFacts> cards) {
        Stream.Builder<RuleViolation> absent = Stream.builder();
        AddressRules.eachAddress(wanted, (address, path) -> {
            if (cards.stream().noneMatch(f -> f.address().equals(address))) {
                absent.add(violation(address.toString(), path, address + ", where no NVIDIA card is", cards));
            }
        });
        return Stream.concat(absent.build(), models(wanted.passthrough().wishes(), cards));
    }

    private static Stream<RuleViolation> models(List<PassthroughSelector> wishes, List<CardFacts> cards) {
        return IntStream.range(0, wishes.size())
                .filter(i -> !(wishes.get(i) instanceof PassthroughSelector.OneCard))
                .filter(i -> cards.stream().noneMatch(wishes.get(i)::takes))
                .mapToObj(i ->
                        violation("", "passthrough[" + i + "]", wishes.get(i) + ", of which there is none", cards));
    }

    private static RuleViolation violation(String card, String path, String found, List<CardFacts> cards) {
        String present = cards.stream()
                .map(f -> f.address() + " (" + f.id() + ")")
                .sorted()
                .collect(Collectors.joining(", "));
        return new RuleViolation(
                Rule.ADDRESS,
                card,
                path,
                found,
                present.isEmpty() ? "nothing, the host shows no NVIDIA card" : present,
                "Correct the wish, or look for the card in the host");
    }
}
