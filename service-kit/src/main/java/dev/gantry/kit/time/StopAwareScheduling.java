package dev.gantry.kit.time;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.ScheduledExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Skips what is due every few seconds once the service stops: its database is closed then, and an ordinary stop is no error. */
@ApplicationScoped
public class StopAwareScheduling implements Scheduled.SkipPredicate {

    private volatile boolean stops;

    void stop(@Observes ShutdownEvent stop) {
        stops = true;
    }

    @Override
    public boolean test(ScheduledExecution due) {
        return stops;
    }
}
