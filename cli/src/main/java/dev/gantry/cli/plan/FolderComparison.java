package dev.gantry.cli.plan;

import dev.gantry.cli.plan.ConfigPlan.HostChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder beside another state of it, e.g. a pull request beside its target branch. */
public final class FolderComparison {
    private FolderComparison() {}

    /** The second plan, with what is other in it than in the first. */
    public static ConfigPlan of(ConfigPlan before, ConfigPlan after) {
        Map<String, HostChange> old =
                before.hosts().stream().collect(Collectors.toMap(HostChange::name, Function.identity()));
        List<HostChange> hosts = new ArrayList<>();
        after.hosts().forEach(host -> hosts.add(compared(old.remove(host.name()), host)));
        old.values().forEach(gone -> hosts.add(gone.with("removed", minus(gone.cards()))));
        return new ConfigPlan(
                hosts,
                after.problems(),
                after.warnings(),
                after.lints().stream().filter(l -> !before.lints().contains(l)).toList(),
                after.assumptions(),
                after.flavors().beside(before.flavors().derived()),
                diffs(before.nova(), after.nova()));
    }

    private static HostChange compared(@Nullable HostChange before, HostChange host) {
        if (before == null) {
            return host.with("created", host.cards().stream().map(c -> "+ " + c).toList());
        }
        List<String> changes = Stream.of(
                        minus(before.cards().stream()
                                        .filter(c -> !host.cards().contains(c))
                                        .toList())
                                .stream(),
                        host.cards().stream()
                                .filter(c -> !before.cards().contains(c))
                                .map(c -> "+ " + c),
                        before.groups().equals(host.groups())
                                ? Stream.<String>empty()
                                : Stream.of("groups " + before.groups() + " to " + host.groups()))
                .flatMap(Function.identity())
                .toList();
        return host.with(changes.isEmpty() ? "unchanged" : "changed", changes);
    }

    private static List<String> minus(List<String> lines) {
        return lines.stream().map(line -> "- " + line).toList();
    }

    private static SortedMap<String, String> diffs(SortedMap<String, String> before, SortedMap<String, String> after) {
        SortedMap<String, String> diffs = new TreeMap<>();
        Stream.concat(before.keySet().stream(), after.keySet().stream())
                .distinct()
                .forEach(path -> {
                    String diff = LineDiff.of(before.getOrDefault(path, ""), after.getOrDefault(path, ""));
                    if (!diff.isEmpty()) {
                        diffs.put(path, diff);
                    }
                });
        return diffs;
    }
}
