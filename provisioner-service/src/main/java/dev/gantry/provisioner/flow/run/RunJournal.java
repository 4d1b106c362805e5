package dev.gantry.provisioner.flow.run;

import dev.gantry.kit.job.Job;
import dev.gantry.kit.job.LeaseGuard;
import dev.gantry.kit.job.Outcome;
import dev.gantry.provisioner.model.run.RunState;
import dev.gantry.provisioner.store.LogPieceRow;
import dev.gantry.provisioner.store.RunRepository;
import dev.gantry.provisioner.store.RunRow;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;

/** Where a worker writes down how far a run has come: each entry is one transaction that fails when the lease went elsewhere. */
@ApplicationScoped
public class RunJournal {

    private final RunRepository runs;
    private final LeaseGuard fence;
    private final Clock clock;
    private final RunSettings settings;

    RunJournal(RunRepository runs, LeaseGuard fence, Clock clock, RunSettings settings) {
        this.runs = runs;
        this.fence = fence;
        this.clock = clock;
        this.settings = settings;
    }

    /** @return the run as it is after the change, detached */
    public RunRow write(Job job, UUID run, Consumer<RunRow> change) {
        return QuarkusTransaction.requiringNew().call(() -> {
            fence.check(job);
            RunRow row = runs.findById(run);
            change.accept(row);
            return row;
        });
    }

    /** The run as it is now, detached. */
    public RunRow read(UUID run) {
        return QuarkusTransaction.requiringNew().call(() -> runs.findById(run));
    }

    /** The run goes on later; {@code why} answers "why is it waiting". */
    public Outcome waiting(Job job, UUID run, Duration after, String why) {
        write(job, run, row -> {
            row.state = RunState.WAITING;
            row.waiting = why;
        });
        return new Outcome.Retry(after, why);
    }

    public RunRow working(Job job, UUID run) {
        return write(job, run, row -> {
            row.state = RunState.RUNNING;
            row.waiting = "";
            if (row.startedAt == null) {
                row.startedAt = clock.instant();
            }
        });
    }

    /** Adds to the run's log, in its own transaction or in the caller's. A log that is full stays as it is. */
    public void log(UUID run, int sequence, String text) {
        QuarkusTransaction.joiningExisting().run(() -> {
            long length = runs.logLength(run);
            if (length >= settings.logLimit() || text.isEmpty()) {
                return;
            }
            LogPieceRow piece = new LogPieceRow();
            piece.runId = run;
            piece.sequence = sequence;
            piece.at = clock.instant();
            piece.text = length + text.length() < settings.logLimit() ? text : text + "[the log of this run is full]\n";
            piece.persist();
        });
    }
}
