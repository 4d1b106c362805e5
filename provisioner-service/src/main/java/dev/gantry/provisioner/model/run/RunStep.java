package dev.gantry.provisioner.model.run;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One application of a step in a run.
 *
 * @param sequence its place in the run, from 1
 * @param changes those that it makes, as the plan names them: while one of them is still planned, the step is not in effect
 * @param exitStatus null: the result was lost or is still to come
 * @param deadlineAt when what it started on the host counts as stuck; null for a step that starts nothing there
 */
public record RunStep(
        UUID run,
        int sequence,
        String name,
        List<String> changes,
        StepOutcome outcome,
        @Nullable Integer exitStatus,
        String detail,
        Instant startedAt,
        @Nullable Instant deadlineAt,
        @Nullable Instant finishedAt) {
    public RunStep {
        changes = List.copyOf(changes);
    }

    public boolean isOpen() {
        return finishedAt == null;
    }

    /** What the host said to it. Whether it had an effect is for the next inspection to tell. */
    public RunStep answered(int exit, String said) {
        return new RunStep(run, sequence, name, changes, outcome, exit, said, startedAt, deadlineAt, finishedAt);
    }

    public RunStep withDetail(String text) {
        return new RunStep(run, sequence, name, changes, outcome, exitStatus, text, startedAt, deadlineAt, finishedAt);
    }

    /** @throws IllegalStateException when it ended already, or {@code how} is no end */
    public RunStep finished(StepOutcome how, String why, Instant now) {
        if (!isOpen() || how.isOpen()) {
            throw new IllegalStateException("step " + sequence + " of run " + run + " is " + outcome + ": not " + how);
        }
        return new RunStep(run, sequence, name, changes, how, exitStatus, why, startedAt, deadlineAt, now);
    }
}
