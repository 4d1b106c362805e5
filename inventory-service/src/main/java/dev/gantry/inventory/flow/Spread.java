package dev.gantry.inventory.flow;

import dev.gantry.inventory.model.Cause;
import dev.gantry.inventory.model.Effective;
import dev.gantry.inventory.model.Flaw;
import dev.gantry.inventory.model.Host;
import dev.gantry.inventory.model.HostSpec;
import dev.gantry.inventory.model.HostState;
import dev.gantry.inventory.model.WishReader;
import dev.gantry.inventory.model.WishReading;
import dev.gantry.inventory.store.Hosts;
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
class Spread {

    private final Hosts hosts;
    private final EnrolHost enrol;

    Spread(Hosts hosts, EnrolHost enrol) {
        this.hosts = hosts;
        this.enrol = enrol;
    }

    /** Flaws that hosts other than these would newly have, by host; hosts without any are missing. */
    SortedMap<String, List<Flaw>> newFlaws(Wishes before, Wishes after, Map<String, HostSpec> except) {
        SortedMap<String, List<Flaw>> flaws = new TreeMap<>();
        for (Host host : hosts.all()) {
            if (except.containsKey(host.name()) || host.state() == HostState.RETIRED) {
                continue;
            }
            List<Flaw> old = before.reading(host.name(), host.spec()).flaws();
            List<Flaw> fresh = after.reading(host.name(), host.spec()).flaws().stream()
                    .filter(f -> !old.contains(f))
                    .toList();
            if (!fresh.isEmpty()) {
                flaws.put(host.name(), fresh);
            }
        }
        return flaws;
    }

    /** Has every host looked at for which something else is wanted now, but those whose own spec is dealt with elsewhere. Returns their names. */
    List<String> apply(Wishes before, Wishes after, Map<String, HostSpec> except, Cause cause) {
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

    /** The variables through which the wish of a host differs; empty when it does not. */
    static List<String> changed(Wishes before, Wishes after, String host, HostSpec spec) {
        WishReading old = before.reading(host, spec);
        WishReading now = after.reading(host, spec);
        boolean isSameGroups =
                before.tree().memberships(spec.groups()).equals(after.tree().memberships(spec.groups()));
        if (isSameGroups && Objects.equals(old.readable(), now.readable())) {
            return List.of();
        }
        List<String> names = variables(before.variables(host, spec), after.variables(host, spec));
        return names.isEmpty() ? List.of("groups") : names;
    }

    private static List<String> variables(SortedMap<String, Effective> before, SortedMap<String, Effective> after) {
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        return names.stream()
                .filter(n -> !Objects.equals(value(before, n), value(after, n)))
                .filter(n -> WishReader.isRead(n) || !n.startsWith("ansible_"))
                .map(n -> "variables." + n)
                .toList();
    }

    private static @org.jspecify.annotations.Nullable Object value(
            SortedMap<String, Effective> variables, String name) {
        Effective effective = variables.get(name);
        return effective == null ? null : effective.value();
    }
}
