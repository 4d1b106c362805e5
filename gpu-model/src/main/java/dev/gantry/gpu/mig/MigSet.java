package dev.gantry.gpu.mig;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** How many MIG devices of each profile, small profiles first; a count of zero is the same as none. */
public record MigSet(SortedMap<MigProfile, Integer> counts) {

    private static final MigSet EMPTY = new MigSet(new TreeMap<>());

    public MigSet {
        SortedMap<MigProfile, Integer> present = new TreeMap<>(counts);
        present.values().removeIf(count -> count == 0);
        counts = Collections.unmodifiableSortedMap(present);
    }

    public static MigSet of(Map<MigProfile, Integer> counts) {
        return new MigSet(new TreeMap<>(counts));
    }

    public static MigSet empty() {
        return EMPTY;
    }

    public int count(MigProfile profile) {
        return counts.getOrDefault(profile, 0);
    }

    public MigSet plus(MigProfile profile) {
        SortedMap<MigProfile, Integer> more = new TreeMap<>(counts);
        more.merge(profile, 1, Integer::sum);
        return new MigSet(more);
    }

    public boolean isEmpty() {
        return counts.isEmpty();
    }

    /** Whether every device of this set is also in the other. */
    public boolean isWithin(MigSet other) {
        return counts.entrySet().stream().allMatch(e -> e.getValue() <= other.count(e.getKey()));
    }

    /** How many GPU slices must change hands to get from this set to the other. */
    int distance(MigSet other) {
        TreeSet<MigProfile> profiles = new TreeSet<>(counts.keySet());
        profiles.addAll(other.counts.keySet());
        return profiles.stream()
                .mapToInt(p -> Math.abs(count(p) - other.count(p)) * p.gpuSlices())
                .sum();
    }

    /** As a person says it: {@code 1x 1g.10gb + 3x 2g.20gb}. */
    @Override
    public String toString() {
        return counts.isEmpty()
                ? "no MIG device"
                : counts.entrySet().stream()
                        .map(e -> e.getValue() + "x " + e.getKey())
                        .collect(Collectors.joining(" + "));
    }
}
