package dev.gantry.local.suite.chaos.promise;

import dev.gantry.local.suite.chaos.load.FaultyServer;
import dev.gantry.local.suite.launcher.Service;
import java.util.List;
import java.util.Set;

/** A receiver that works gets every event, however other receivers behave. */
public final class EventsDelivered implements Promise {
    private final FaultyServer receivers;
    private final Tables tables;

    public EventsDelivered(FaultyServer receivers, Tables tables) {
        this.receivers = receivers;
        this.tables = tables;
    }

    @Override
    public String text() {
        return "every event reaches a webhook that works";
    }

    @Override
    public List<Breach> look() {
        return List.of();
    }

    @Override
    public List<Breach> lookAtRest() {
        Set<String> arrived = receivers.events();
        return tables.column(Service.INVENTORY, "select event_id from event_log").stream()
                .filter(id -> !arrived.contains(id))
                .map(id -> breach("webhook good", "event " + id + " did not come"))
                .toList();
    }
}
