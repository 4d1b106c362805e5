package dev.gantry.inventory.flow.enrol;

import dev.gantry.inventory.model.host.HostSpec;
import dev.gantry.inventory.model.variables.Variables;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Names what differs between two specs of a host. */
public final class SpecDifference {

    private static final String LABELS = "labels";
    private static final String METADATA = "metadata";

    private SpecDifference() {}

    /** Nothing of the host follows from what changed. */
    static boolean isLabelling(List<String> changed) {
        return List.of(LABELS, METADATA).containsAll(changed);
    }

    /** Field names, variables as {@code variables.<name>}; empty when nothing differs. */
    public static List<String> between(HostSpec before, HostSpec after) {
        List<String> changed = new ArrayList<>();
        HostSpec.Reach a = before.reach();
        HostSpec.Reach b = after.reach();
        add(changed, "address", a.address(), b.address());
        add(changed, "port", a.port(), b.port());
        add(changed, "user", a.user(), b.user());
        add(changed, "hostKey", a.hostKey(), b.hostKey());
        add(changed, "jump", a.jump(), b.jump());
        add(changed, "groups", before.groups(), after.groups());
        add(changed, "approval", before.approval(), after.approval());
        add(changed, LABELS, before.labels(), after.labels());
        add(changed, METADATA, before.metadata(), after.metadata());
        changed.addAll(variables(before.own(), after.own()));
        changed.addAll(variables(before.hostVars(), after.hostVars()));
        return changed.stream().distinct().toList();
    }

    static List<String> variables(Variables before, Variables after) {
        SortedSet<String> names = new TreeSet<>(before.values().keySet());
        names.addAll(after.values().keySet());
        return names.stream()
                .filter(n ->
                        !Objects.equals(before.values().get(n), after.values().get(n)))
                .map(n -> "variables." + n)
                .toList();
    }

    private static void add(List<String> changed, String name, @Nullable Object before, @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            changed.add(name);
        }
    }
}
