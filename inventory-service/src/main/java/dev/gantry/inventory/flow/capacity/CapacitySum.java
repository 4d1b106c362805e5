package dev.gantry.inventory.flow.capacity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Adds hosts up to lines. Pure. What is not known is left out and counted apart, never taken for nothing. */
final class CapacitySum {

    private record LineKey(String type, String by) {}

    private static final class Line {
        private int desired;
        private int made;
        private int offered;
        private int allocated;
        private int largestFree;
        private int notKnown;
        private int knownHosts;
        private final SortedSet<String> classes = new TreeSet<>();
        private final SortedSet<String> hosts = new TreeSet<>();
    }

    private final Map<LineKey, Line> lines =
            new TreeMap<>(Comparator.comparing(LineKey::by).thenComparing(LineKey::type));

    /** {@code by}: the lines besides the type that the host adds to, e.g. its groups; one empty one for the sum over all. */
    void add(HostCapacity host, List<String> by, boolean byModel) {
        host.types().forEach((key, amounts) -> {
            for (String part : byModel ? List.of(key.model()) : by) {
                add(lines.computeIfAbsent(new LineKey(key.type(), part), k -> new Line()), host, amounts);
            }
        });
    }

    private static void add(Line line, HostCapacity host, HostCapacity.Amounts amounts) {
        line.desired += amounts.desired;
        line.made += amounts.made;
        line.hosts.add(host.host());
        if (host.unknown() != null) {
            line.notKnown += amounts.made;
            return;
        }
        line.knownHosts++;
        line.offered += amounts.offered;
        line.allocated += amounts.allocated;
        line.largestFree = Math.max(line.largestFree, amounts.offered - amounts.allocated);
        line.classes.addAll(amounts.resourceClasses);
    }

    List<Capacity.Figures> figures() {
        List<Capacity.Figures> figures = new ArrayList<>();
        lines.forEach((key, line) -> figures.add(new Capacity.Figures(
                key.type(),
                key.by().isEmpty() ? null : key.by(),
                List.copyOf(line.classes),
                line.desired,
                line.made,
                known(line, line.offered),
                known(line, line.allocated),
                known(line, line.offered - line.allocated),
                known(line, line.largestFree),
                line.notKnown,
                List.copyOf(line.hosts))));
        return figures;
    }

    private static @Nullable Integer known(Line line, int amount) {
        return line.knownHosts == 0 ? null : amount;
    }
}
