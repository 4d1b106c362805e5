package dev.gantry.local.suite.chaos.workload;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What each resource may hold by what its writer was told: after an acknowledged write that value and no other; a write without an answer may
 * or may not have been carried out. One writer a resource; each write but the first is conditional, so that a late one cannot follow a newer.
 */
public final class WriteLedger {
    /** The resource is not there. */
    public static final String ABSENT = "nothing";

    private final Map<String, Set<String>> possible = new TreeMap<>();
    private final List<Contradiction> contradictions = new ArrayList<>();
    private int acknowledged;

    synchronized void sent(String resource, String value) {
        possible(resource).add(value);
    }

    synchronized void acknowledged(String resource, String value) {
        possible.put(resource, new LinkedHashSet<>(Set.of(value)));
        acknowledged++;
    }

    /** Refused with a status that says that nothing was done; {@code before} is what could be there before it was sent. */
    synchronized void refused(String resource, Set<String> before) {
        possible.put(resource, new LinkedHashSet<>(before));
    }

    /** What a reader may find. */
    public synchronized Set<String> mayBe(String resource) {
        return Set.copyOf(possible(resource));
    }

    /** Notes what a reader found; what it must not be is kept as a contradiction. */
    synchronized void found(String resource, String value) {
        if (!possible(resource).contains(value)) {
            contradictions.add(new Contradiction(resource, "holds " + value + ", may hold " + possible(resource)));
        }
    }

    public synchronized List<Contradiction> contradictions() {
        return List.copyOf(contradictions);
    }

    /** A resource holds what it may not hold. */
    public record Contradiction(String resource, String text) {}

    public synchronized Set<String> resources() {
        return Set.copyOf(possible.keySet());
    }

    public synchronized int acknowledged() {
        return acknowledged;
    }

    private Set<String> possible(String resource) {
        return possible.computeIfAbsent(resource, r -> new LinkedHashSet<>(Set.of(ABSENT)));
    }
}
