package dev.gantry.local.suite.chaos.invariant;

import dev.gantry.contracts.EventType;
import dev.gantry.local.suite.launcher.Service;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A change and its event are both there or neither; each event is on the wire, and inventory has taken in each exactly once. */
public final class StateAndEventInvariant implements Invariant {
    private final Tables tables;
    private final WireReader wire;

    public StateAndEventInvariant(Tables tables, WireReader wire) {
        this.tables = tables;
        this.wire = wire;
    }

    @Override
    public String text() {
        return "state and event are both there or neither";
    }

    @Override
    public List<InvariantBreach> look() {
        return List.of();
    }

    @Override
    public List<InvariantBreach> lookAtRest() {
        List<InvariantBreach> broken = new ArrayList<>();
        Set<String> told = new HashSet<>(tables.column(
                Service.INVENTORY,
                "select (data::jsonb->>'host') || ' ' || (data::jsonb->>'version') || ' ' || (data::jsonb->>'state')"
                        + " from outbox where headers->>'ce_type' = '" + EventType.HOST_SNAPSHOT.type() + "'"));
        Set<String> states = new HashSet<>(
                tables.column(Service.INVENTORY, "select host || ' ' || version || ' ' || to_state from host_history"));
        missing(states, told).forEach(each -> broken.add(breach(each, "is in the history, but no snapshot tells it")));
        Set<String> onWire = wire.read().keySet();
        for (Service service : Service.values()) {
            Set<String> sent =
                    new HashSet<>(tables.column(service, "select event_id::text from outbox where headers ? 'ce_id'"));
            missing(sent, onWire)
                    .forEach(id -> broken.add(breach(service.title(), "event " + id + " is not on the wire")));
            tables.column(service, "select reason from dead_letter")
                    .forEach(reason -> broken.add(breach(service.title(), "an event was buried: " + reason)));
        }
        broken.addAll(takenIn());
        return broken;
    }

    private List<InvariantBreach> takenIn() {
        List<InvariantBreach> broken = new ArrayList<>();
        Set<String> heard = new HashSet<>();
        wire.read().values().stream()
                .filter(each -> !each.type().equals(EventType.HOST_SNAPSHOT.type()))
                .forEach(each -> heard.add(each.id()));
        List<String> inbox = tables.column(Service.INVENTORY, "select id from inbox");
        List<String> logged = tables.column(Service.INVENTORY, "select event_id from event_log");
        missing(heard, new HashSet<>(inbox))
                .forEach(id -> broken.add(breach("inventory", "event " + id + " was not taken in")));
        missing(heard, new HashSet<>(logged))
                .forEach(id -> broken.add(breach("inventory", "event " + id + " is not in the log")));
        if (logged.size() > new HashSet<>(logged).size()) {
            broken.add(breach("inventory", "an event is in the log more than once"));
        }
        return broken;
    }

    private static Set<String> missing(Set<String> wanted, Set<String> there) {
        Set<String> missing = new HashSet<>(wanted);
        missing.removeAll(there);
        return missing;
    }
}
