package dev.gantry.inventory.events;

import dev.gantry.inventory.flow.event.EventLogger;
import dev.gantry.kit.event.EventObserver;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Sees every event of the suite and keeps it. */
@ApplicationScoped
public class EventLogWriter implements EventObserver {

    private final EventLogger log;

    EventLogWriter(EventLogger log) {
        this.log = log;
    }

    @Override
    public void seen(List<Observed> events) {
        log.log(events);
    }
}
