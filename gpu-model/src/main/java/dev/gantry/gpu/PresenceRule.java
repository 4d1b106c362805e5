package dev.gantry.gpu;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** E1, on an inspected host: the cards that are wanted are there. */
final class PresenceRule {

    private PresenceRule() {}

    static Stream<Finding> check(WantedGpus wanted, List<CardFacts> cards) {
        Stream.Builder<Finding> absent = Stream.builder();
        AddressRules.eachAddress(wanted, (address, path) -> {
            if (cards.stream().noneMatch(f -> f.address().equals(address))) {
                absent.add(finding(address.toString(), path, address + ", where no NVIDIA card is", cards));
            }
        });
        return Stream.concat(absent.build(), models(wanted.passthrough().wishes(), cards));
    }

    private static Stream<Finding> models(List<PassthroughWish> wishes, List<CardFacts> cards) {
        return IntStream.range(0, wishes.size())
                .filter(i -> !(wishes.get(i) instanceof PassthroughWish.OneCard))
                .filter(i -> cards.stream().noneMatch(wishes.get(i)::takes))
                .mapToObj(
                        i -> finding("", "passthrough[" + i + "]", wishes.get(i) + ", of which there is none", cards));
    }

    private static Finding finding(String card, String path, String found, List<CardFacts> cards) {
        String present = cards.stream()
                .map(f -> f.address() + " (" + f.id() + ")")
                .sorted()
                .collect(Collectors.joining(", "));
        return new Finding(
                Rule.ADDRESS,
                card,
                path,
                found,
                present.isEmpty() ? "nothing, the host shows no NVIDIA card" : present,
                "Correct the wish, or look for the card in the host");
    }
}
