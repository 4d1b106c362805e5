package dev.gantry.inventory.model.variables;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** All groups and how they contain each other. */
public final class GroupTree {

    private final SortedMap<String, Group> groups = new TreeMap<>();
    private final Map<String, Set<String>> parents = new HashMap<>();
    private final Map<String, Integer> depths = new ConcurrentHashMap<>();

    /** The groups must hold no cycle; see {@link #cycle}. */
    public GroupTree(Collection<Group> all) {
        all.forEach(g -> groups.put(g.name(), g));
        groups.putIfAbsent(Group.ALL, Group.empty(Group.ALL));
        for (Group group : groups.values()) {
            group.children().forEach(c -> parents.computeIfAbsent(c, n -> new TreeSet<>())
                    .add(group.name()));
        }
    }

    /** A way from a group back to itself, first name repeated at the end; empty when there is none. */
    public static Optional<List<String>> cycle(Collection<Group> all) {
        Map<String, Group> byName = new TreeMap<>();
        all.forEach(g -> byName.put(g.name(), g));
        Set<String> cleared = new LinkedHashSet<>();
        for (String name : byName.keySet()) {
            Optional<List<String>> found = cycleFrom(name, byName, new ArrayList<>(), cleared);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<List<String>> cycleFrom(
            String name, Map<String, Group> byName, List<String> way, Set<String> cleared) {
        if (way.contains(name)) {
            List<String> cycle = new ArrayList<>(way.subList(way.indexOf(name), way.size()));
            cycle.add(name);
            return Optional.of(cycle);
        }
        Group group = byName.get(name);
        if (group == null || cleared.contains(name)) {
            return Optional.empty();
        }
        way.add(name);
        for (String child : group.children()) {
            Optional<List<String>> found = cycleFrom(child, byName, way, cleared);
            if (found.isPresent()) {
                return found;
            }
        }
        way.remove(name);
        cleared.add(name);
        return Optional.empty();
    }

    public boolean knows(String name) {
        return groups.containsKey(name);
    }

    public Set<String> names() {
        return groups.keySet();
    }

    /**
     * The groups a host is in by itself or through their parents, {@code all} first. Ordered so that a later one's variables win:
     * by depth, then priority, then name (Ansible, inventory/helpers.py, sort_groups).
     */
    public List<Group> lineage(Collection<String> direct) {
        Set<String> seen = new LinkedHashSet<>(List.of(Group.ALL));
        Deque<String> open = new ArrayDeque<>(direct);
        while (!open.isEmpty()) {
            String name = open.pop();
            if (groups.containsKey(name) && seen.add(name)) {
                open.addAll(parents.getOrDefault(name, Set.of()));
            }
        }
        return seen.stream()
                .map(groups::get)
                .sorted(Comparator.<Group>comparingInt(g -> depth(g.name()))
                        .thenComparingInt(Group::priority)
                        .thenComparing(Group::name))
                .toList();
    }

    /** The same without {@code all}, by name: what a host says it is in. */
    public List<String> memberships(Collection<String> direct) {
        return lineage(direct).stream()
                .map(Group::name)
                .filter(n -> !n.equals(Group.ALL))
                .sorted()
                .toList();
    }

    /** The group and everything below it, by name. */
    public List<String> family(String name) {
        Set<String> seen = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(name));
        while (!open.isEmpty()) {
            String next = open.pop();
            if (seen.add(next) && groups.containsKey(next)) {
                open.addAll(groups.get(next).children());
            }
        }
        return List.copyOf(seen);
    }

    /** 0 for {@code all}; otherwise one more than the deepest parent. */
    int depth(String name) {
        if (name.equals(Group.ALL)) {
            return 0;
        }
        Integer known = depths.get(name);
        if (known == null) {
            known = 1
                    + parents.getOrDefault(name, Set.of()).stream()
                            .mapToInt(this::depth)
                            .max()
                            .orElse(0);
            depths.put(name, known);
        }
        return known;
    }
}
