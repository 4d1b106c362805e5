package dev.gantry.gpu.rule;

import dev.gantry.gpu.Rule;
import dev.gantry.gpu.RuleViolation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** E2: which virtual functions a card has. */
final class FunctionRules {

    private FunctionRules() {}

    static Stream<RuleViolation> indexBelowTotal(CardContext card) {
        return card.facts().filter(facts -> !facts.carriesVgpusItself()).stream()
                .flatMap(facts -> where(card, index -> index >= facts.totalVfs())
                        .boxed()
                        .map(i -> card.violation(
                                Rule.INDEX,
                                card.atFunction(i, "index"),
                                "index " + index(card, i),
                                range(card, facts.totalVfs()),
                                facts.totalVfs() == 0
                                        ? "Enable SR-IOV in the firmware, or take the card out of the layout"
                                        : "Use a lower index")));
    }

    static Stream<RuleViolation> indexOnce(CardContext card) {
        Set<Integer> seen = new HashSet<>();
        List<Integer> again = where(card, index -> !seen.add(index)).boxed().toList();
        return again.stream()
                .map(i -> card.violation(
                        Rule.INDEX,
                        card.atFunction(i, "index"),
                        "index " + index(card, i) + " a second time",
                        "each index once on " + card.title(),
                        "Give the vGPU an index of its own"));
    }

    private static String range(CardContext card, int total) {
        return total == 0
                ? card.title() + " offers no virtual function"
                : "0 to " + (total - 1) + " on " + card.title();
    }

    private static IntStream where(CardContext card, IntPredicate index) {
        return IntStream.range(0, card.layout().virtualFunctions().size()).filter(i -> index.test(index(card, i)));
    }

    private static int index(CardContext card, int position) {
        return card.layout().virtualFunctions().get(position).index();
    }
}
