package dev.gantry.novaconfig.flow.placement;

import dev.gantry.kit.db.RetryingTransaction;
import dev.gantry.kit.event.Outbox;
import dev.gantry.kit.job.Job;
import dev.gantry.kit.job.JobQueue;
import dev.gantry.kit.job.LeaseGuard;
import dev.gantry.kit.job.Outcome;
import dev.gantry.kit.job.Worker;
import dev.gantry.kit.time.StopAwareScheduling;
import dev.gantry.novaconfig.model.placement.PlacementCheck;
import dev.gantry.novaconfig.store.PlacementCheckRepository;
import dev.gantry.openstack.RemoteException;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Asks Placement again from time to time, because guests come and go: what is free, and whether it still matches. Says so when it is something
 * else than before. A cloud that does not answer is no difference.
 */
@ApplicationScoped
public class PlacementRefreshRunner implements Worker {

    private static final String KIND = "refresh-placement";

    private final PlacementCheckService service;
    private final PlacementCheckRepository checks;
    private final Outbox outbox;
    private final JobQueue jobs;
    private final LeaseGuard guard;
    private final Clock clock;
    private final Duration age;

    PlacementRefreshRunner(
            PlacementCheckService service,
            PlacementCheckRepository checks,
            Outbox outbox,
            JobQueue jobs,
            LeaseGuard guard,
            Clock clock,
            @ConfigProperty(name = "gantry.nova-config.placement-check.refresh", defaultValue = "10m") Duration age) {
        this.service = service;
        this.checks = checks;
        this.outbox = outbox;
        this.jobs = jobs;
        this.guard = guard;
        this.clock = clock;
        this.age = age;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Scheduled(
            every = "1m",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = StopAwareScheduling.class)
    void ask() {
        if (!age.isZero() && RetryingTransaction.call(service::isPossible)) {
            RetryingTransaction.run(
                    () -> checks.olderThan(clock.instant().minus(age)).forEach(host -> jobs.enqueue(KIND, host, "")));
        }
    }

    @Override
    public Outcome work(Job job) {
        PlacementCheck check;
        try {
            check = service.check(job.key());
        } catch (RemoteException e) {
            return new Outcome.Failed(e.said());
        }
        RetryingTransaction.run(() -> {
            guard.check(job);
            Optional<PlacementCheck> before = checks.read(check.host());
            checks.store(check);
            if (before.filter(check::saysTheSame).isEmpty()) {
                outbox.publish(PlacementCheckRunner.event(check));
            }
        });
        return new Outcome.Done();
    }
}
