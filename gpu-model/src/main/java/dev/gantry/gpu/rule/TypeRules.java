package dev.gantry.gpu.rule;

import dev.gantry.gpu.Rule;
import dev.gantry.gpu.RuleViolation;
import dev.gantry.gpu.catalogue.CardModel;
import dev.gantry.gpu.catalogue.MdevType;
import dev.gantry.gpu.catalogue.VgpuSeries;
import dev.gantry.gpu.catalogue.VgpuType;
import dev.gantry.gpu.catalogue.VgpuTypeName;
import dev.gantry.gpu.catalogue.VgpuTypeReference;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** E3, W8, W9: which vGPU types a card has. */
final class TypeRules {

    private TypeRules() {}

    static Stream<RuleViolation> typeOfCard(CardContext card) {
        return IntStream.range(0, card.layout().virtualFunctions().size())
                .boxed()
                .flatMap(i -> typeOfCard(card, i).stream());
    }

    private static Optional<RuleViolation> typeOfCard(CardContext card, int position) {
        VgpuTypeReference wanted =
                card.layout().virtualFunctions().get(position).type();
        if (card.models().stream().anyMatch(m -> m.type(wanted).isPresent())) {
            return Optional.empty();
        }
        String path = card.atFunction(position, "mdev_type");
        Optional<CardModel> owner = ownerByName(card, wanted);
        // A type that is named after this card and not listed is for its driver to know.
        boolean isOwn = owner.filter(card.models()::contains).isPresent();
        boolean strangersMeet = card.facts().isEmpty() && owner.isPresent() && !isOwn;
        if (isOwn || !strangersMeet && (owner.isEmpty() || card.models().isEmpty())) {
            return Optional.of(card.violation(
                    Rule.UNKNOWN_TYPE,
                    path,
                    wanted + " on " + whichCard(card),
                    "any type that the host's driver offers",
                    "Nothing to do if the driver knows it; the host is asked before anything changes"));
        }
        return Optional.of(card.violation(
                Rule.TYPE_OF_CARD,
                path,
                owner.map(o -> named(o, wanted) + " of " + o).orElse(wanted.toString()),
                possible(card),
                strangersMeet
                        ? "Keep the types of one card model on a card"
                        : "Choose a type of this card, or give the address of the card that was meant"));
    }

    /** The model that has the type, or by its name should have it. */
    private static Optional<CardModel> ownerByName(CardContext card, VgpuTypeReference wanted) {
        return card.catalogue()
                .cardOf(wanted)
                .or(() -> wanted instanceof VgpuTypeName name
                        ? card.catalogue().bySuffix(name.card())
                        : Optional.empty());
    }

    private static String whichCard(CardContext card) {
        return card.facts()
                .filter(f -> card.models().isEmpty())
                .map(f -> "a card with PCI id " + f.id() + " that the catalogue does not know")
                .orElseGet(card::title);
    }

    private static String named(CardModel owner, VgpuTypeReference wanted) {
        return owner.type(wanted)
                .filter(t -> wanted instanceof MdevType)
                .map(t -> wanted + " (" + t.name() + ")")
                .orElseGet(wanted::toString);
    }

    private static String possible(CardContext card) {
        if (card.models().isEmpty()) {
            return "types of one card model on one card";
        }
        boolean mig = card.layout().usesMig();
        return card.models().stream()
                .flatMap(m -> m.types().stream())
                .filter(t -> t.name().isMigBacked() == mig)
                .map(TypeRules::offered)
                .collect(Collectors.joining(", ", "", " on " + card.title()));
    }

    private static String offered(VgpuType type) {
        return type.mdevType().map(m -> m + " (" + type.name() + ")").orElseGet(type.name()::toString);
    }

    static Stream<RuleViolation> licensed(CardContext card) {
        List<VgpuSeries> bare = card.types().stream()
                .map(VgpuType::series)
                .distinct()
                .filter(series -> !card.terms().licensed().contains(series))
                .toList();
        return bare.stream()
                .map(series -> card.violation(
                        Rule.LICENCE,
                        card.at("virtual_functions"),
                        "types of series " + series,
                        "series " + card.terms().licensed().stream().sorted().toList(),
                        "Get a licence for " + series.licence() + ", or choose types of another series"));
    }
}
