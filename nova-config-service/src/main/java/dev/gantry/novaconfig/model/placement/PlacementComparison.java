package dev.gantry.novaconfig.model.placement;

import dev.gantry.novaconfig.model.render.EffectiveClasses;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Placement compared with the prediction. Leftovers are providers of GPUs that the rendition does not have: they promise
 * what is not there, so that a boot fails later. Traits and other providers are nobody's business here.
 */
public record PlacementComparison(boolean proven, List<String> differences, List<Provider> leftovers) {

    /** A provider in Placement: totals and used amounts by class. */
    public record Provider(String uuid, String name, Map<String, Integer> totals, Map<String, Integer> used) {
        public Provider {
            totals = Map.copyOf(totals);
            used = Map.copyOf(used);
        }

        boolean offers() {
            return totals.values().stream().anyMatch(t -> t > 0);
        }
    }

    /** Classes that the prediction has, each with the number of its providers that have some left, as totals and use say. */
    public static SortedMap<String, Integer> free(ExpectedProviders wanted, Collection<Provider> tree) {
        SortedMap<String, Integer> free = new TreeMap<>();
        wanted.providers().values().forEach(classes -> classes.keySet().forEach(c -> free.put(c, 0)));
        for (Provider p : tree) {
            free.replaceAll(
                    (c, n) -> n + (p.totals().getOrDefault(c, 0) > p.used().getOrDefault(c, 0) ? 1 : 0));
        }
        return free;
    }

    public PlacementComparison {
        differences = List.copyOf(differences);
        leftovers = List.copyOf(leftovers);
    }

    /** Whether a provider is one of the host's GPUs, wanted or left over. */
    public static boolean concerns(ExpectedProviders wanted, Provider provider) {
        return wanted.isOurs(provider);
    }

    public static PlacementComparison of(ExpectedProviders wanted, Collection<Provider> tree) {
        List<String> differences = new ArrayList<>();
        Map<String, Provider> byName = new TreeMap<>();
        tree.forEach(p -> byName.put(p.name(), p));
        Set<String> capped =
                wanted.caps().stream().flatMap(c -> c.providers().stream()).collect(Collectors.toSet());
        wanted.providers().forEach((name, classes) -> {
            Provider is = byName.get(name);
            if (capped.contains(name) && (is == null || !is.offers())) {
                // Nova may have left out this one; whether it left out the right number is counted below.
                return;
            }
            if (is == null) {
                differences.add("missing: " + name + " should offer " + classes);
            } else if (!is.totals().equals(classes)) {
                differences.add(
                        "differs: " + name + " offers " + new TreeMap<>(is.totals()) + ", should offer " + classes);
            }
        });
        wanted.caps().forEach(cap -> counted(cap, byName).ifPresent(differences::add));
        List<Provider> leftovers = byName.values().stream()
                .filter(p -> wanted.isOurs(p) && !wanted.providers().containsKey(p.name()))
                .toList();
        boolean sole = wanted.reason() != EffectiveClasses.Reason.AS_CONFIGURED;
        leftovers.stream()
                .filter(Provider::offers)
                .forEach(p -> differences.add("left over: " + p.name() + " offers "
                        + new TreeMap<>(p.totals())
                        + (sole
                                ? ", because Nova 28 and older offers every function that can carry a host's only type"
                                : ", which the rendition does not have")));
        return new PlacementComparison(differences.isEmpty(), differences, leftovers);
    }

    private static Optional<String> counted(ExpectedProviders.Cap cap, Map<String, Provider> byName) {
        int shown = cap.providers().stream()
                .map(byName::get)
                .filter(Objects::nonNull)
                .mapToInt(p -> p.totals().getOrDefault(cap.resourceClass(), 0))
                .sum();
        return shown == cap.total()
                ? Optional.empty()
                : Optional.of("differs: the providers " + cap.providers() + " offer " + shown + " "
                        + cap.resourceClass() + " together, should offer " + cap.total() + " as max_instances says");
    }
}
