package dev.gantry.inventory.flow.variables;

import dev.gantry.inventory.flow.desired.DesiredStates;
import dev.gantry.inventory.flow.enrol.EnrolHost;
import dev.gantry.inventory.model.desired.DesiredStateReader;
import dev.gantry.inventory.model.desired.DesiredStateResult;
import dev.gantry.inventory.model.host.Cause;
import dev.gantry.inventory.model.host.Host;
import dev.gantry.inventory.model.host.HostSpec;
import dev.gantry.inventory.model.lifecycle.HostState;
import dev.gantry.inventory.model.text.Violation;
import dev.gantry.inventory.model.variables.EffectiveVariable;
import dev.gantry.inventory.store.host.HostRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Carries a change of groups or site variables to the hosts that it reaches. */
@ApplicationScoped
public class ChangePropagation {

    private final HostRepository hosts;
    private final EnrolHost enrol;

    ChangePropagation(HostRepository hosts, EnrolHost enrol) {
        this.hosts = hosts;
        this.enrol = enrol;
    }

    /** Flaws that hosts other than these would newly have, by host; hosts without any are missing. */
    public SortedMap<String, List<Violation>> newViolations(
            DesiredStates before, DesiredStates after, Map<String, HostSpec> except) {
        SortedMap<String, List<Violation>> violations = new TreeMap<>();
        for (Host host : hosts.all()) {
            if (except.containsKey(host.name()) || host.state() == HostState.RETIRED) {
                continue;
            }
            List<Violation> old = before.reading(host.name(), host.spec()).violations();
            List<Violation> fresh = after.reading(host.name(), host.spec()).violations().stream()
                    .filter(f -> !old.contains(f))
                    .toList();
            if (!fresh.isEmpty()) {
                violations.put(host.name(), fresh);
            }
        }
        return violations;
    }

    /** Has every host inspected whose desired state is another now, but those whose own spec is dealt with elsewhere. Returns their names. */
    public List<String> apply(DesiredStates before, DesiredStates after, Map<String, HostSpec> except, Cause cause) {
        List<String> reached = new ArrayList<>();
        for (Host host : hosts.all()) {
            if (except.containsKey(host.name()) || host.state() == HostState.RETIRED) {
                continue;
            }
            List<String> changed = changed(before, after, host.name(), host.spec());
            if (!changed.isEmpty()) {
                Host locked = hosts.lock(host.name()).orElseThrow();
                enrol.change(locked, locked.spec(), changed, cause);
                reached.add(host.name());
            }
        }
        return reached;
    }

    /** The variables through which the desired of a host differs; empty when it does not. */
    public static List<String> changed(DesiredStates before, DesiredStates after, String host, HostSpec spec) {
        DesiredStateResult old = before.reading(host, spec);
        DesiredStateResult now = after.reading(host, spec);
        boolean isSameGroups =
                before.tree().memberships(spec.groups()).equals(after.tree().memberships(spec.groups()));
        if (isSameGroups && Objects.equals(old.readable(), now.readable())) {
            return List.of();
        }
        List<String> names = variables(before.variables(host, spec), after.variables(host, spec));
        return names.isEmpty() ? List.of("groups") : names;
    }

    private static List<String> variables(
            SortedMap<String, EffectiveVariable> before, SortedMap<String, EffectiveVariable> after) {
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        return names.stream()
                .filter(n -> !Objects.equals(value(before, n), value(after, n)))
                .filter(n -> DesiredStateReader.isRead(n) || !n.startsWith("ansible_"))
                .map(n -> "variables." + n)
                .toList();
    }

    private static @org.jspecify.annotations.Nullable Object value(
            SortedMap<String, EffectiveVariable> variables, String name) {
        EffectiveVariable effective = variables.get(name);
        return effective == null ? null : effective.value();
    }
}
