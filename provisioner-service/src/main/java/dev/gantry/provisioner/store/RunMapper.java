package dev.gantry.provisioner.store;

import dev.gantry.provisioner.model.run.AbortOrder;
import dev.gantry.provisioner.model.run.AcceptedPlan;
import dev.gantry.provisioner.model.run.Failure;
import dev.gantry.provisioner.model.run.PendingReboot;
import dev.gantry.provisioner.model.run.Run;
import dev.gantry.provisioner.model.run.RunProgress;
import dev.gantry.provisioner.model.run.RunRequest;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Between a run and its row. */
final class RunMapper {
    private RunMapper() {}

    static Run run(RunRow row) {
        return new Run(
                row.id,
                new RunRequest(row.host, row.version, row.kind, row.groups, row.retryOf),
                row.state,
                row.waiting,
                row.step,
                new RunProgress(
                        row.changes,
                        row.reboots,
                        row.failures,
                        row.internalErrors,
                        new TreeMap<>(row.ineffective),
                        new TreeMap<>(row.brokenOff)),
                new TreeMap<>(row.skipped),
                row.acceptedDestroys == null ? null : new AcceptedPlan(row.acceptedDestroys, row.acceptedReboots),
                row.abortCause == null ? null : new AbortOrder(row.abortCause, row.abortDetail),
                row.rebootBootId == null
                        ? null
                        : new PendingReboot(row.rebootBootId, row.rebootDeadline, row.rebootSentAt),
                row.reason == null ? null : new Failure(row.reason, row.detail, row.retryable),
                row.createdAt,
                row.startedAt,
                row.finishedAt);
    }

    static void write(Run run, RunRow row) {
        row.id = run.id();
        row.host = run.host();
        row.version = run.version();
        row.kind = run.kind();
        row.groups = run.request().groups();
        row.retryOf = run.request().retryOf();
        row.state = run.state();
        row.waiting = run.waiting();
        row.step = run.step();
        writeProgress(run.progress(), row);
        row.skipped = new TreeMap<>(run.skipped());
        writeOrders(run.accepted(), run.abort(), row);
        writeReboot(run.reboot(), row);
        writeResult(run.result(), row);
        row.createdAt = run.createdAt();
        row.startedAt = run.startedAt();
        row.finishedAt = run.finishedAt();
    }

    private static void writeProgress(RunProgress progress, RunRow row) {
        row.changes = progress.changes();
        row.reboots = progress.reboots();
        row.failures = progress.failures();
        row.internalErrors = progress.internalErrors();
        row.ineffective = new TreeMap<>(progress.ineffective());
        row.brokenOff = new TreeMap<>(progress.brokenOff());
    }

    private static void writeOrders(@Nullable AcceptedPlan accepted, @Nullable AbortOrder abort, RunRow row) {
        row.acceptedDestroys = accepted == null ? null : accepted.destroys();
        row.acceptedReboots = accepted == null ? 0 : accepted.reboots();
        row.abortCause = abort == null ? null : abort.cause();
        row.abortDetail = abort == null ? "" : abort.detail();
    }

    private static void writeReboot(@Nullable PendingReboot reboot, RunRow row) {
        row.rebootBootId = reboot == null ? null : reboot.bootId();
        row.rebootDeadline = reboot == null ? null : reboot.deadline();
        row.rebootSentAt = reboot == null ? null : reboot.sentAt();
    }

    private static void writeResult(@Nullable Failure result, RunRow row) {
        row.reason = result == null ? null : result.reason();
        row.detail = result == null ? "" : result.detail();
        row.retryable = result != null && result.retryable();
    }
}
