package dev.gantry.provisioner.flow.provision;

import dev.gantry.contracts.host.HostStepFinished;
import dev.gantry.kit.db.RetryingTransaction;
import dev.gantry.kit.event.Outbox;
import dev.gantry.provisioner.flow.run.RunJournal;
import dev.gantry.provisioner.flow.run.RunSettings;
import dev.gantry.provisioner.model.plan.Change;
import dev.gantry.provisioner.model.plan.HostPlan;
import dev.gantry.provisioner.model.run.Failure;
import dev.gantry.provisioner.model.run.PendingReboot;
import dev.gantry.provisioner.model.run.Run;
import dev.gantry.provisioner.model.run.RunProgress;
import dev.gantry.provisioner.model.run.RunStep;
import dev.gantry.provisioner.model.run.StepOutcome;
import dev.gantry.provisioner.store.RunStepRepository;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The steps of a run as they are begun and as inspections settle them: in effect, or not. */
@ApplicationScoped
class StepRecords {
    private static final Duration BOOT_AT_MOST = Duration.ofMinutes(10);

    private final RunJournal journal;
    private final RunStepRepository steps;
    private final Outbox outbox;
    private final Clock clock;
    private final RunSettings settings;

    StepRecords(RunJournal journal, RunStepRepository steps, Outbox outbox, Clock clock, RunSettings settings) {
        this.journal = journal;
        this.steps = steps;
        this.outbox = outbox;
        this.clock = clock;
        this.settings = settings;
    }

    /** Names a change across inspections. */
    static String key(Change change) {
        return change.step() + ": " + change.summary();
    }

    /** Written before anything is done, so that whoever comes after a kill knows what to inspect for. */
    RunStep begin(RunContext context, List<Change> changes) {
        journal.write(context.job(), context.run(), run -> {
            RunStep step = begun(run, changes, StepOutcome.RUNNING);
            return run.atStep(step.name());
        });
        return RetryingTransaction.call(() -> steps.begun(context.run()).orElseThrow());
    }

    /** The same for a reboot, with what is awaited. */
    void beginReboot(RunContext context, Change.Reboot reboot, PendingReboot pending) {
        journal.write(context.job(), context.run(), run -> {
            RunStep step = begun(run, List.of(reboot), StepOutcome.REBOOTING).withDetail(reboot.summary());
            steps.update(step);
            tell(context, step);
            return run.atStep(step.name()).awaiting(pending);
        });
    }

    private RunStep begun(Run run, List<Change> changes, StepOutcome outcome) {
        Instant now = clock.instant();
        RunStep step = new RunStep(
                run.id(),
                steps.nextSequence(run.id()),
                changes.getFirst().step(),
                changes.stream().map(StepRecords::key).toList(),
                outcome,
                null,
                "",
                now,
                changes.stream().map(Change::deadline).reduce(now, Instant::plus, (a, b) -> b),
                null);
        steps.add(step);
        journal.log(run.id(), step.sequence(), "== " + String.join("\n== ", step.changes()) + "\n");
        return step;
    }

    /** What the host said to it. Whether it had an effect is for the next inspection to tell. */
    void answered(RunContext context, RunStep begun, int exit, String detail) {
        change(context, begun, step -> step.answered(exit, detail));
    }

    private void change(RunContext context, RunStep begun, UnaryOperator<RunStep> change) {
        journal.write(context.job(), context.run(), run -> {
            steps.update(change.apply(current(begun)));
            return run;
        });
    }

    private RunStep current(RunStep begun) {
        return steps.find(begun.run(), begun.sequence()).orElseThrow();
    }

    /** Ends the step under way by what the plan still holds of it. */
    void settle(RunContext context, HostPlan plan) {
        Optional<RunStep> begun = RetryingTransaction.call(() -> steps.begun(context.run()));
        if (begun.isEmpty()) {
            return;
        }
        Set<String> planned = plan.changes().stream().map(StepRecords::key).collect(Collectors.toSet());
        List<String> left =
                begun.get().changes().stream().filter(planned::contains).toList();
        journal.write(context.job(), context.run(), run -> {
            RunStep step = current(begun.get());
            boolean lost = step.exitStatus() == null;
            String found = lost ? " (its answer was lost; an inspection found out" + rest(step, plan) + ")" : "";
            if (left.isEmpty()) {
                finish(context, step, StepOutcome.CHANGED, summaries(step.changes()) + found);
            } else {
                finish(context, step, StepOutcome.FAILED, evidence(step, left) + found);
            }
            Run settled = run.changed(step.changes().size() - left.size());
            for (String key : left) {
                settled = lost ? settled.brokenOff(key) : settled.inVain(key);
            }
            return settled;
        });
    }

    /** A step over several cards that was broken off leaves another change than the one that was begun. */
    private static String rest(RunStep step, HostPlan plan) {
        String rest = plan.changes().stream()
                .filter(c -> c.step().equals(step.name()) && !step.changes().contains(key(c)))
                .map(Change::summary)
                .collect(Collectors.joining("; "));
        return rest.isEmpty() ? "" : "; what is left: " + rest;
    }

    private static String summaries(List<String> keys) {
        return keys.stream().map(key -> key.substring(key.indexOf(": ") + 2)).collect(Collectors.joining("; "));
    }

    private static String evidence(RunStep step, List<String> left) {
        String how = step.exitStatus() == null || step.exitStatus() == 0
                ? "not in effect"
                : "not in effect, exit status " + step.exitStatus();
        return summaries(left) + ": " + how + (step.detail().isBlank() ? "" : "\n" + step.detail());
    }

    /** Inside a transaction: ends the step and tells. */
    void finish(RunContext context, RunStep step, StepOutcome outcome, String detail) {
        RunStep finished = step.finished(outcome, detail, clock.instant());
        steps.update(finished);
        tell(context, finished);
    }

    /** The step as it was begun failed before it reached the host. Inside a transaction. */
    void failed(RunContext context, RunStep begun, String detail) {
        finish(context, current(begun), StepOutcome.FAILED, detail);
    }

    /** Ends what is open of a run that ends. Inside a transaction. */
    void failOpen(RunContext context, String detail) {
        steps.of(context.run()).stream()
                .filter(RunStep::isOpen)
                .forEach(step -> finish(context, step, StepOutcome.FAILED, detail));
    }

    private void tell(RunContext context, RunStep step) {
        Instant until = step.finishedAt() == null ? clock.instant() : step.finishedAt();
        long millis = Duration.between(step.startedAt(), until).toMillis();
        Log.infof(
                "step hostId=%s runId=%s step=%s to=%s ms=%d",
                context.host(), context.run(), step.name(), step.outcome(), millis);
        journal.log(
                context.run(),
                step.sequence(),
                "-- " + step.name() + " " + step.outcome() + ": " + step.detail() + "\n");
        outbox.publish(new HostStepFinished(
                context.host(),
                context.asked().version(),
                context.run().toString(),
                step.sequence(),
                step.name(),
                step.outcome().name(),
                step.detail(),
                millis));
    }

    /** A step that is over as soon as it is written. Inside a transaction. */
    void note(RunContext context, String name, StepOutcome outcome, String detail) {
        Instant now = clock.instant();
        RunStep step = new RunStep(
                context.run(),
                steps.nextSequence(context.run()),
                name,
                List.of(),
                outcome,
                null,
                detail,
                now,
                null,
                now);
        steps.add(step);
        tell(context, step);
    }

    Failure withoutEffect(Run run, Change change) {
        int made = run.progress().timesInVain(key(change));
        int lost = run.progress().timesBrokenOff(key(change));
        String times = made + " times" + (lost == 0 ? "" : ", lost its answer " + lost + " times more,");
        String last = RetryingTransaction.call(() -> steps.of(run.id()).stream()
                .filter(s -> s.changes().contains(key(change)))
                .reduce((a, b) -> b)
                .map(RunStep::detail)
                .orElse(""));
        return new Failure("step-failed", key(change) + " was made " + times + " and is not in effect\n" + last, true);
    }

    /** After a failure the host gets a moment before the same change is made again. */
    Optional<Decision> pauseBefore(Run run, List<Change> first) {
        RunProgress progress = run.progress();
        if (first.stream().noneMatch(c -> progress.timesInVain(key(c)) + progress.timesBrokenOff(key(c)) > 0)) {
            return Optional.empty();
        }
        Instant last =
                RetryingTransaction.call(() -> steps.of(run.id()).getLast().finishedAt());
        Instant due = last == null ? clock.instant() : last.plus(settings.retryTimeout());
        return clock.instant().isBefore(due)
                ? Optional.of(new Decision.Later(
                        Duration.between(clock.instant(), due),
                        "before step " + first.getFirst().step() + ", which was not in effect, is made again"))
                : Optional.empty();
    }

    /** The step under way had its time; what still runs of it on the host is stuck. */
    boolean isOverdue(RunContext context) {
        return RetryingTransaction.call(() -> steps.begun(context.run()))
                .map(step -> step.deadlineAt() == null || clock.instant().isAfter(step.deadlineAt()))
                .orElse(false);
    }

    /** A boot that does not end is not waited for longer than this. */
    boolean isBootOverdue(Run run) {
        Instant sent = run.reboot() == null ? null : run.reboot().sentAt();
        Instant since = sent == null ? run.startedAt() : sent;
        return since != null && clock.instant().isAfter(since.plus(BOOT_AT_MOST));
    }
}
