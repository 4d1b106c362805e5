package dev.gantry.provisioner.flow.run;

import dev.gantry.contracts.event.Event;
import dev.gantry.kit.db.RetryingTransaction;
import dev.gantry.kit.job.Job;
import dev.gantry.kit.job.LeaseGuard;
import dev.gantry.kit.job.Outcome;
import dev.gantry.provisioner.model.run.Run;
import dev.gantry.provisioner.store.RunLogRepository;
import dev.gantry.provisioner.store.RunRepository;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Where a worker writes down how far a run has come: each entry is one transaction that fails when the lease went elsewhere. */
@ApplicationScoped
public class RunJournal {
    private final RunRepository runs;
    private final RunLogRepository logs;
    private final LeaseGuard guard;
    private final Clock clock;
    private final RunSettings settings;

    RunJournal(RunRepository runs, RunLogRepository logs, LeaseGuard guard, Clock clock, RunSettings settings) {
        this.runs = runs;
        this.logs = logs;
        this.guard = guard;
        this.clock = clock;
        this.settings = settings;
    }

    /** Locks the job, then the run, in this order as everybody does. @return the run after the change */
    public Run write(Job job, UUID run, UnaryOperator<Run> change) {
        return RetryingTransaction.call(() -> {
            guard.check(job);
            Run changed = change.apply(runs.locked(run).orElseThrow());
            runs.update(changed);
            return changed;
        });
    }

    public Run read(UUID run) {
        return RetryingTransaction.call(() -> runs.find(run).orElseThrow());
    }

    /** The event that asked for a run. */
    public <E extends Event> E request(UUID run, Class<E> type) {
        return RetryingTransaction.call(() -> runs.request(run, type));
    }

    /** The run goes on later; {@code why} answers "why is it waiting". */
    public Outcome waiting(Job job, UUID run, Duration after, String why) {
        write(job, run, r -> r.waiting(why));
        return new Outcome.Retry(after, why);
    }

    public Run working(Job job, UUID run) {
        return write(job, run, r -> r.working(clock.instant()));
    }

    /** Adds to the run's log, in its own transaction or in the caller's. A log that is full stays as it is. */
    public void log(UUID run, int sequence, String text) {
        QuarkusTransaction.joiningExisting().run(() -> {
            long length = logs.length(run);
            if (length >= settings.logLimit() || text.isEmpty()) {
                return;
            }
            String kept =
                    length + text.length() < settings.logLimit() ? text : text + "[the log of this run is full]\n";
            logs.add(run, sequence, clock.instant(), kept);
        });
    }
}
