package dev.gantry.gpu.planner;

import dev.gantry.gpu.catalogue.VgpuType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Why a fleet does not carry all of a demand, and what would help. */
record Shortage(
        VgpuDemand missing,
        Set<FleetCard> changed,
        List<FleetCard> others,
        RetypePolicy policy,
        Function<FleetCard, CardCapacity> rooms) {

    List<String> reasons(List<FleetCard> cards) {
        List<String> reasons = new ArrayList<>();
        for (VgpuType type : missing.counts().keySet()) {
            reasons.add(reason(type, cards));
            help(type, Occupancy.State.FREE, "are without guests and carry other types: allow them to be cut anew")
                    .ifPresent(reasons::add);
            help(type, Occupancy.State.NOT_KNOWN, "carry other types, and whether guests use them is not known")
                    .ifPresent(reasons::add);
            help(type, Occupancy.State.IN_USE, "carry other types for guests: drain their hosts first")
                    .ifPresent(reasons::add);
        }
        return reasons;
    }

    private String reason(VgpuType type, List<FleetCard> cards) {
        long fitting = cards.stream().filter(c -> rooms.apply(c).most(type) > 0).count();
        return fitting == 0
                ? "%s: none of the %d cards can carry it; they are %s"
                        .formatted(type.name(), cards.size(), models(cards))
                : "%s: %d find no place on the %d cards that can carry it"
                        .formatted(type.name(), missing.count(type), fitting);
    }

    private static String models(List<FleetCard> cards) {
        String models = cards.stream()
                .map(c -> c.shape().model().suffix())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return models.isEmpty() ? "none" : models;
    }

    private Optional<String> help(VgpuType type, Occupancy.State state, String what) {
        List<FleetCard> held = others.stream()
                .filter(c -> c.occupancy().state() == state)
                .filter(c -> !changed.contains(c))
                .filter(c -> rooms.apply(c).most(type) > 0)
                .toList();
        int room = held.stream().mapToInt(c -> rooms.apply(c).most(type)).sum();
        return held.isEmpty()
                ? Optional.empty()
                : Optional.of("%s: %d cards with room for %d %s, first %s"
                        .formatted(
                                type.name(),
                                held.size(),
                                room,
                                what,
                                held.getFirst().host() + " " + held.getFirst().address()));
    }

    /** The demand without what found no place, unless nothing of it did. */
    List<VgpuDemand> instead(VgpuDemand demand) {
        if (missing.isEmpty()) {
            return List.of();
        }
        Map<VgpuType, Integer> placed = new LinkedHashMap<>();
        demand.counts().forEach((type, count) -> placed.put(type, count - missing.count(type)));
        VgpuDemand less = new VgpuDemand(placed);
        return less.isEmpty() ? List.of() : List.of(less);
    }
}
