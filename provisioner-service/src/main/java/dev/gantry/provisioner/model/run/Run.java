package dev.gantry.provisioner.model.run;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One run over one host and how far it has come: all that a worker needs to take it up after another one died. Its state moves by
 * {@link RunTransitions} only.
 *
 * @param waiting what it waits for, in words; empty when it does not
 * @param step the step that was begun last
 * @param skipped reason by step that an operator told to leave out
 * @param accepted null until a plan was accepted
 * @param abort null unless it shall end before its next step
 * @param reboot null when none is awaited
 * @param result how it ended; null while it is open
 */
public record Run(
        UUID id,
        RunRequest request,
        RunState state,
        String waiting,
        String step,
        RunProgress progress,
        SortedMap<String, String> skipped,
        @Nullable AcceptedPlan accepted,
        @Nullable AbortOrder abort,
        @Nullable PendingReboot reboot,
        @Nullable Failure result,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    public Run {
        skipped = Collections.unmodifiableSortedMap(new TreeMap<>(skipped));
    }

    public static Run queued(UUID id, RunRequest request, Instant now) {
        return new RunBuilder(id, request, now).build();
    }

    public String host() {
        return request.host();
    }

    public long version() {
        return request.version();
    }

    public RunKind kind() {
        return request.kind();
    }

    public boolean isOpen() {
        return state.isOpen();
    }

    /** The limits let it begin. */
    public Run admitted() {
        return edit(RunTrigger.ADMIT).waiting("").build();
    }

    public Run working(Instant now) {
        return edit(RunTrigger.WORK)
                .waiting("")
                .startedAt(startedAt == null ? now : startedAt)
                .build();
    }

    /** It goes on later; {@code why} answers "why is it waiting". */
    public Run waiting(String why) {
        return edit(RunTrigger.WAIT).waiting(why).build();
    }

    /** No reboot is awaited any more. */
    public Run ended(RunState how, Failure why, Instant now) {
        RunTrigger trigger =
                switch (how) {
                    case SUCCEEDED -> RunTrigger.SUCCEED;
                    case FAILED -> RunTrigger.FAIL;
                    case ABORTED -> RunTrigger.ABORT;
                    case QUEUED, RUNNING, WAITING -> throw new IllegalArgumentException(how + " is no end");
                };
        return edit(trigger)
                .waiting("")
                .reboot(null)
                .result(why)
                .finishedAt(now)
                .build();
    }

    public Run aborting(AbortOrder order) {
        return edit().abort(order).build();
    }

    public Run skipping(String leftOut, String reason) {
        SortedMap<String, String> more = new TreeMap<>(skipped);
        more.put(leftOut, reason);
        return edit().skipped(more).build();
    }

    /** What the run that it tries again was told and had accepted. */
    public Run like(Run ended) {
        return edit().skipped(ended.skipped).accepted(ended.accepted).build();
    }

    public Run accepting(AcceptedPlan plan) {
        return edit().accepted(plan).build();
    }

    public Run atStep(String name) {
        return edit().step(name).build();
    }

    public Run awaiting(PendingReboot pending) {
        return edit().reboot(pending).build();
    }

    /** The host is back from the reboot that was awaited. */
    public Run rebooted() {
        return edit().reboot(null).progress(progress.plusReboot()).build();
    }

    /** The host was never told, and need not be. */
    public Run withoutReboot() {
        return edit().reboot(null).build();
    }

    public Run changed(int more) {
        return edit().progress(progress.plusChanges(more)).build();
    }

    public Run inVain(String key) {
        return edit().progress(progress.plusInVain(key)).build();
    }

    public Run brokenOff(String key) {
        return edit().progress(progress.plusBrokenOff(key)).build();
    }

    /** Tries in a row that did not reach the host. */
    public Run failures(int inARow) {
        return edit().progress(progress.withFailures(inARow)).build();
    }

    public Run internalError() {
        return edit().progress(progress.plusInternalError()).build();
    }

    private RunBuilder edit() {
        return new RunBuilder(this);
    }

    /** @throws IllegalStateException when the table has no such move */
    private RunBuilder edit(RunTrigger trigger) {
        RunState next = RunTransitions.of(state, trigger)
                .orElseThrow(() -> new IllegalStateException("run " + id + " is " + state + ": no " + trigger));
        return edit().state(next);
    }
}
