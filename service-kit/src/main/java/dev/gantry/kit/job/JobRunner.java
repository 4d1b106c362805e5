package dev.gantry.kit.job;

import dev.gantry.kit.db.PgNotifications;
import dev.gantry.kit.time.Backoff;
import dev.gantry.kit.time.PollingLoop;
import dev.gantry.kit.trace.Ids;
import dev.gantry.kit.trace.Spans;
import dev.gantry.kit.trace.Trace;
import io.opentelemetry.api.trace.SpanKind;
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
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Claims due jobs and runs each on a virtual thread, up to {@code gantry.jobs.<kind>.limit} of a kind (default 4). Leases are renewed
 * while a job runs; one that a dead replica left is claimed when its lease ends, and never by the process that still runs it. At shutdown
 * unfinished jobs are handed back at once.
 */
@ApplicationScoped
class JobRunner {

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final long LONGEST_RETRY_SECONDS = 60;

    private final List<Worker> workers;
    private final JobTable table;
    private final Config config;
    private final Spans spans;
    private final Duration lease;
    /** Begins with the machine or container, so that the table says where a job runs. */
    private final String owner = Optional.ofNullable(System.getenv("HOSTNAME")).orElse("local") + "/" + Ids.next();

    private final RunningJobs running = new RunningJobs();
    private final PollingLoop dispatch = new PollingLoop("job-dispatch", PAUSE, this::dispatch);
    private final PollingLoop heartbeat;
    private volatile boolean stopping;

    JobRunner(
            @All List<Worker> workers,
            JobTable table,
            Config config,
            Spans spans,
            @ConfigProperty(name = "gantry.jobs.lease", defaultValue = "30s") Duration lease) {
        this.workers = workers;
        this.table = table;
        this.config = config;
        this.spans = spans;
        this.lease = lease;
        this.heartbeat = new PollingLoop("job-heartbeat", lease.dividedBy(3), this::renew);
    }

    void start(@Observes @Priority(2200) StartupEvent event, PgNotifications notifications) {
        if (!workers.isEmpty()) {
            notifications.on("job", dispatch::wake);
            notifications.on(JobQueue.CANCELLED, heartbeat::wake);
            dispatch.start();
            heartbeat.start();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        dispatch.close();
        heartbeat.close();
        for (RunningJobs.Running each : running.all()) {
            each.stop("the service stops");
            handBack(each.job());
        }
    }

    private boolean dispatch() throws SQLException {
        Set<String> due = table.dueKinds();
        boolean claimed = false;
        for (Worker worker : workers) {
            if (!due.contains(worker.kind())) {
                continue;
            }
            int limit = config.getOptionalValue("gantry.jobs." + worker.kind() + ".limit", Integer.class)
                    .orElse(4);
            for (int slot = running.count(worker.kind()); slot < limit; slot++) {
                Optional<Job> job = table.claim(worker.kind(), owner, lease, running.ids());
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
        CompletableFuture<RunningJobs.Running> self = new CompletableFuture<>();
        Thread thread = Thread.ofVirtual()
                .name("job-" + job.kind() + "-" + job.key())
                .unstarted(() -> {
                    Trace.enter(job.traceparent());
                    RunningJobs.Running me = self.join();
                    try {
                        Outcome outcome = work(worker, me);
                        if (!stopping) {
                            end(job, outcome);
                        }
                    } finally {
                        running.remove(me);
                        Trace.leave();
                        dispatch.wake();
                    }
                });
        RunningJobs.Running one = new RunningJobs.Running(job, thread, worker.deadline());
        running.add(one);
        self.complete(one);
        thread.start();
    }

    private Outcome work(Worker worker, RunningJobs.Running me) {
        Job job = me.job();
        try (Spans.Open span = spans.open("job " + job.kind(), SpanKind.INTERNAL)) {
            span.with("gantry.key", job.key()).with("gantry.attempt", String.valueOf(job.attempt()));
            return worker.work(job);
        } catch (LeaseLostException e) {
            Log.warnf("job left to another worker kind=%s key=%s", job.kind(), job.key());
            return new Outcome.Retry(Duration.ZERO, "taken over");
        } catch (Exception | StackOverflowError | OutOfMemoryError | LinkageError | AssertionError e) {
            String reason = me.stopReason() == null ? FailureReason.of(e) : me.stopReason();
            if (!stopping) {
                Log.errorf(
                        e,
                        "job failed, will be tried again kind=%s key=%s attempt=%d reason=%s",
                        job.kind(),
                        job.key(),
                        job.attempt(),
                        reason);
            }
            long seconds = Math.min(LONGEST_RETRY_SECONDS, 1L << Math.min(job.attempt(), 6));
            return new Outcome.Retry(Duration.ofSeconds(seconds), reason);
        }
    }

    /** Until it is stored: a job whose end got lost with the database would be done again from its start. */
    private void end(Job job, Outcome outcome) {
        // What told the worker to stop must not stop this.
        boolean wasStopped = Thread.interrupted();
        Backoff backoff = new Backoff();
        while (!stopping) {
            try {
                table.finish(job, outcome);
                wakeWhenDue(outcome);
                return;
            } catch (SQLException e) {
                Log.warnf(
                        "job end not stored, will be tried again kind=%s key=%s stopped=%s reason=%s",
                        job.kind(), job.key(), wasStopped, e.getMessage());
            }
            try {
                backoff.pause();
            } catch (InterruptedException e) {
                // The lease went to another worker: the end that it comes to counts.
                return;
            }
        }
    }

    private void handBack(Job job) {
        try {
            table.handBack(job);
        } catch (SQLException e) {
            Log.warnf(
                    "job not handed back, its lease will run out kind=%s key=%s reason=%s",
                    job.kind(), job.key(), e.getMessage());
        }
    }

    /** Due before the dispatcher looks by the clock. */
    private void wakeWhenDue(Outcome outcome) {
        if (outcome instanceof Outcome.Retry retry && retry.after().compareTo(PAUSE) < 0) {
            CompletableFuture.delayedExecutor(retry.after().toMillis(), TimeUnit.MILLISECONDS)
                    .execute(dispatch::wake);
        }
    }

    private boolean renew() throws SQLException {
        running.stopOverdue();
        Set<UUID> asked = running.ids();
        if (!asked.isEmpty()) {
            running.stopLost(asked, table.renew(asked, owner, lease));
        }
        return false;
    }
}
