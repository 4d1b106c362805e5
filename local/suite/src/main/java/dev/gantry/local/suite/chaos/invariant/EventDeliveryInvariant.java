package dev.gantry.local.suite.chaos.invariant;

import dev.gantry.local.suite.chaos.workload.FaultyServer;
import dev.gantry.local.suite.launcher.Service;
import java.util.List;
import java.util.Set;

/** A receiver that works gets every event, however other receivers behave. */
public final class EventDeliveryInvariant implements Invariant {
    private final FaultyServer receivers;
    private final Tables tables;

    public EventDeliveryInvariant(FaultyServer receivers, Tables tables) {
        this.receivers = receivers;
        this.tables = tables;
    }

    @Override
    public String text() {
        return "every event reaches a webhook that works";
    }

    @Override
    public List<InvariantBreach> look() {
        return List.of();
    }

    @Override
    public List<InvariantBreach> lookAtRest() {
        Set<String> arrived = receivers.events();
        return tables.column(Service.INVENTORY, "select event_id from event_log").stream()
                .filter(id -> !arrived.contains(id))
                .map(id -> breach("webhook good", "event " + id + " did not come"))
                .toList();
    }
}
