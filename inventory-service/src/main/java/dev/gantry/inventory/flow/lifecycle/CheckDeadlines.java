package dev.gantry.inventory.flow.lifecycle;

import dev.gantry.inventory.model.host.Cause;
import dev.gantry.inventory.model.host.Failure;
import dev.gantry.inventory.model.host.Host;
import dev.gantry.inventory.model.lifecycle.Trigger;
import dev.gantry.inventory.store.host.HostRepository;
import dev.gantry.kit.time.StopAwareScheduling;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/** Ends work that nobody answered for in time. */
@ApplicationScoped
public class CheckDeadlines {

    private final HostRepository hosts;
    private final HostTransitions transitions;
    private final HostProgression progression;
    private final Clock clock;

    CheckDeadlines(HostRepository hosts, HostTransitions transitions, HostProgression progression, Clock clock) {
        this.hosts = hosts;
        this.transitions = transitions;
        this.progression = progression;
        this.clock = clock;
    }

    @Scheduled(
            every = "${gantry.inventory.deadlines.every:10s}",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = StopAwareScheduling.class)
    public void check() {
        Instant now = clock.instant();
        for (String name : QuarkusTransaction.requiringNew().call(() -> hosts.overdue(now))) {
            try {
                QuarkusTransaction.requiringNew().run(() -> hosts.lock(name).ifPresent(h -> end(h, now)));
            } catch (RuntimeException e) {
                Log.warnf(e, "deadline not handled, next check tries again hostId=%s", name);
            }
        }
    }

    private void end(Host host, Instant now) {
        Instant deadline = host.deadline();
        if (deadline == null || deadline.isAfter(now)) {
            return;
        }
        String detail = "no answer for host %s in %s until %s".formatted(host.name(), host.state(), deadline);
        Failure failure = new Failure(host.state(), "timed-out", detail, true);
        progression.arrived(
                transitions.apply(host, Trigger.TIMED_OUT, new Cause("inventory", detail), h -> h.failed(failure)));
    }
}
