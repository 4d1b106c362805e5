package dev.gantry.provisioner.store;

import dev.gantry.provisioner.model.run.RunStep;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The steps of runs. */
@ApplicationScoped
public class RunStepRepository {
    private final Rows rows;

    RunStepRepository(Rows rows) {
        this.rows = rows;
    }

    /** The rows by Panache. */
    @ApplicationScoped
    static class Rows implements PanacheRepositoryBase<RunStepRow, RunStepRow.Key> {}

    public void add(RunStep step) {
        RunStepRow row = new RunStepRow();
        write(step, row);
        rows.persist(row);
    }

    public void update(RunStep step) {
        write(step, rows.findById(new RunStepRow.Key(step.run(), step.sequence())));
    }

    public Optional<RunStep> find(UUID run, int sequence) {
        return rows.findByIdOptional(new RunStepRow.Key(run, sequence)).map(RunStepRepository::step);
    }

    /** In the order in which they were made. */
    public List<RunStep> of(UUID run) {
        return rows.list("runId = ?1 order by sequence", run).stream()
                .map(RunStepRepository::step)
                .toList();
    }

    /** The step that was begun and whose effect no inspection has shown yet. */
    public Optional<RunStep> begun(UUID run) {
        return of(run).stream().filter(RunStep::isOpen).findFirst();
    }

    public int nextSequence(UUID run) {
        return (int) rows.count("runId", run) + 1;
    }

    private static RunStep step(RunStepRow row) {
        return new RunStep(
                row.runId,
                row.sequence,
                row.name,
                row.changes,
                row.outcome,
                row.exitStatus,
                row.detail,
                row.startedAt,
                row.deadlineAt,
                row.finishedAt);
    }

    private static void write(RunStep step, RunStepRow row) {
        row.runId = step.run();
        row.sequence = step.sequence();
        row.name = step.name();
        row.changes = step.changes();
        row.outcome = step.outcome();
        row.exitStatus = step.exitStatus();
        row.detail = step.detail();
        row.startedAt = step.startedAt();
        row.deadlineAt = step.deadlineAt();
        row.finishedAt = step.finishedAt();
    }
}
