package dev.gantry.novaconfig.model.placement;

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
 * Placement compared with what is expected. Stale providers are those of GPUs that the newest revision does not have: they promise
 * what is not there, so that a boot fails later. Traits and other providers are nobody's business here.
 */
public record PlacementComparison(List<String> differences, List<Provider> stale) {

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

    /** Classes that are expected, each with the number of its providers that have some left, as totals and use say. */
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
        stale = List.copyOf(stale);
    }

    /** Whether a provider is one of the host's GPUs, expected or stale. */
    public static boolean concerns(ExpectedProviders wanted, Provider provider) {
        return wanted.isOurs(provider);
    }

    public boolean matches() {
        return differences.isEmpty();
    }

    /**
     * Whether deleting a stale provider is of use.
     *
     * @param delivered whether the newest revision reached its target, so that nova-compute can know it
     */
    public static StaleProvider judged(Provider stale, ExpectedProviders wanted, boolean delivered) {
        if (wanted.coverage() == ExpectedProviders.Coverage.EVERY_CAPABLE && stale.offers()) {
            return new StaleProvider(
                    stale.name(),
                    false,
                    "Nova 28 and older offers every function that can carry the host's only type and makes it again at"
                            + " its next update; run 2024.1 or newer, or give the host a second type");
        }
        if (!delivered) {
            return new StaleProvider(
                    stale.name(),
                    false,
                    "the newest revision has not reached nova-compute, which would make it again; publish that first");
        }
        return new StaleProvider(stale.name(), true, "the newest revision does not have it");
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
            } else if (!wanted.isMetBy(name, classes, is.totals())) {
                differences.add(
                        "differs: " + name + " offers " + new TreeMap<>(is.totals()) + ", should offer " + classes);
            }
        });
        wanted.caps().forEach(cap -> counted(cap, byName).ifPresent(differences::add));
        List<Provider> stale = byName.values().stream()
                .filter(p -> wanted.isOurs(p) && !wanted.providers().containsKey(p.name()))
                .toList();
        boolean every = wanted.coverage() == ExpectedProviders.Coverage.EVERY_CAPABLE;
        stale.stream()
                .filter(Provider::offers)
                .forEach(p -> differences.add("stale: " + p.name() + " offers "
                        + new TreeMap<>(p.totals())
                        + (every
                                ? ", because Nova 28 and older offers every function that can carry a host's only type"
                                : ", which the newest revision does not have")));
        return new PlacementComparison(differences, stale);
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
