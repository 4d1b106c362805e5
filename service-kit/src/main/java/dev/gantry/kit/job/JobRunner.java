package dev.gantry.kit.job;

import dev.gantry.kit.db.PgNotifications;
import dev.gantry.kit.time.PollingLoop;
import dev.gantry.kit.trace.Ids;
import dev.gantry.kit.trace.Trace;
import io.quarkus.arc.All;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Claims due jobs and runs each on a virtual thread, up to {@code gantry.jobs.<kind>.limit} of a kind (default 4). Leases are renewed
 * while a job runs; one that a dead replica left is claimed when its lease ends. At shutdown unfinished jobs are handed back at once.
 */
@ApplicationScoped
class JobRunner {

    private record Running(Job job, Thread thread) {}

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final List<Worker> workers;
    private final JobTable rows;
    private final Config config;
    private final Duration lease;
    private final String owner = Ids.next().toString();
    private final Map<UUID, Running> running = new ConcurrentHashMap<>();
    private final PollingLoop dispatch = new PollingLoop("job-dispatch", PAUSE, this::dispatch);
    private final PollingLoop heartbeat;
    private volatile boolean stopping;

    JobRunner(
            @All List<Worker> workers,
            JobTable rows,
            Config config,
            @ConfigProperty(name = "gantry.jobs.lease", defaultValue = "30s") Duration lease) {
        this.workers = workers;
        this.rows = rows;
        this.config = config;
        this.lease = lease;
        this.heartbeat = new PollingLoop("job-heartbeat", lease.dividedBy(3), this::renew);
    }

    void start(@Observes @Priority(2200) StartupEvent event, PgNotifications signals) {
        if (!workers.isEmpty()) {
            signals.on("job", dispatch::wake);
            dispatch.start();
            heartbeat.start();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        dispatch.close();
        heartbeat.close();
        for (Running each : running.values()) {
            each.thread().interrupt();
            finish(each.job(), new Outcome.Retry(Duration.ZERO, "handed back at shutdown"));
        }
    }

    private boolean dispatch() throws SQLException {
        boolean claimed = false;
        for (Worker worker : workers) {
            int limit = config.getOptionalValue("gantry.jobs." + worker.kind() + ".limit", Integer.class)
                    .orElse(4);
            long busy = running.values().stream()
                    .filter(r -> r.job().kind().equals(worker.kind()))
                    .count();
            for (long slot = busy; slot < limit; slot++) {
                Optional<Job> job = rows.claim(worker.kind(), owner, lease);
                if (job.isEmpty()) {
                    break;
                }
                claimed = true;
                run(worker, job.get());
            }
        }
        return claimed;
    }

    private void run(Worker worker, Job job) {
        Thread thread = Thread.ofVirtual()
                .name("job-" + job.kind() + "-" + job.key())
                .unstarted(() -> {
                    Trace.enter(null);
                    try {
                        Outcome outcome = work(worker, job);
                        if (!stopping) {
                            finish(job, outcome);
                        }
                    } finally {
                        running.remove(job.id());
                        Trace.leave();
                        dispatch.wake();
                    }
                });
        running.put(job.id(), new Running(job, thread));
        thread.start();
    }

    private Outcome work(Worker worker, Job job) {
        try {
            return worker.work(job);
        } catch (LeaseLostException e) {
            Log.warnf("job left to another worker kind=%s key=%s", job.kind(), job.key());
            return new Outcome.Retry(Duration.ZERO, "taken over");
        } catch (Exception e) {
            if (!stopping) {
                Log.errorf(
                        e,
                        "job failed, will be tried again kind=%s key=%s attempt=%d",
                        job.kind(),
                        job.key(),
                        job.attempt());
            }
            long seconds = Math.min(60, 1L << Math.min(job.attempt(), 6));
            return new Outcome.Retry(Duration.ofSeconds(seconds), String.valueOf(e.getMessage()));
        }
    }

    private void finish(Job job, Outcome outcome) {
        try {
            rows.finish(job, outcome);
            if (outcome instanceof Outcome.Retry again && again.after().compareTo(PAUSE) < 0) {
                // Due before the dispatcher looks by the clock.
                CompletableFuture.delayedExecutor(again.after().toMillis(), TimeUnit.MILLISECONDS)
                        .execute(dispatch::wake);
            }
        } catch (SQLException e) {
            Log.warnf(
                    "job end not stored, the lease will run out kind=%s key=%s reason=%s",
                    job.kind(), job.key(), e.getMessage());
        }
    }

    private boolean renew() throws SQLException {
        if (running.isEmpty()) {
            return false;
        }
        Set<UUID> asked = Set.copyOf(running.keySet());
        Set<UUID> kept = rows.renew(asked, owner, lease);
        for (UUID id : asked) {
            Running lost = running.get(id);
            if (!kept.contains(id) && lost != null) {
                lost.thread().interrupt();
            }
        }
        return false;
    }
}
