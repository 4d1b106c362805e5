package dev.gantry.provisioner.flow.provision;

import dev.gantry.contracts.host.HostStepFinished;
import dev.gantry.kit.event.Outbox;
import dev.gantry.provisioner.flow.run.RunJournal;
import dev.gantry.provisioner.flow.run.RunSettings;
import dev.gantry.provisioner.model.plan.Change;
import dev.gantry.provisioner.model.plan.HostPlan;
import dev.gantry.provisioner.model.run.Failure;
import dev.gantry.provisioner.model.run.StepOutcome;
import dev.gantry.provisioner.store.RunRepository;
import dev.gantry.provisioner.store.RunRow;
import dev.gantry.provisioner.store.StepRow;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The steps of a run as they are begun and as looks settle them: in effect, or not. */
@ApplicationScoped
class StepRecords {

    private static final Duration BOOT_AT_MOST = Duration.ofMinutes(10);

    private final RunJournal book;
    private final RunRepository runs;
    private final Outbox outbox;
    private final Clock clock;
    private final RunSettings settings;

    StepRecords(RunJournal book, RunRepository runs, Outbox outbox, Clock clock, RunSettings settings) {
        this.book = book;
        this.runs = runs;
        this.outbox = outbox;
        this.clock = clock;
        this.settings = settings;
    }

    /** Names a change across looks. */
    static String key(Change change) {
        return change.step() + ": " + change.summary();
    }

    /** Written before anything is done, so that whoever comes after a kill knows what to look for. */
    StepRow begin(RunContext work, List<Change> changes, StepOutcome outcome) {
        StepRow step = new StepRow();
        book.write(work.job(), work.run(), run -> {
            step.runId = run.id;
            step.sequence = runs.nextSequence(run.id);
            step.name = changes.getFirst().step();
            step.keys = changes.stream().map(StepRecords::key).toList();
            step.outcome = outcome;
            step.startedAt = clock.instant();
            step.deadlineAt = changes.stream().map(Change::deadline).reduce(step.startedAt, Instant::plus, (a, b) -> b);
            step.persist();
            run.step = step.name;
            book.log(run.id, step.sequence, "== " + String.join("\n== ", step.keys) + "\n");
        });
        return step;
    }

    /** What the host said to it. Whether it had an effect is for the next look to tell. */
    void answered(RunContext work, StepRow begun, int exit, String detail) {
        change(work, begun, step -> {
            step.exitStatus = exit;
            step.detail = detail;
        });
    }

    private void change(RunContext work, StepRow begun, Consumer<StepRow> change) {
        book.write(
                work.job(),
                work.run(),
                run -> change.accept(StepRow.findById(new StepRow.Key(begun.runId, begun.sequence))));
    }

    /** Ends the step under way by what the plan still holds of it. */
    void settle(RunContext work, HostPlan plan) {
        Optional<StepRow> begun = QuarkusTransaction.requiringNew().call(() -> runs.begun(work.run()));
        if (begun.isEmpty()) {
            return;
        }
        Set<String> planned = plan.changes().stream().map(StepRecords::key).collect(Collectors.toSet());
        List<String> left = begun.get().keys.stream().filter(planned::contains).toList();
        book.write(work.job(), work.run(), run -> {
            StepRow step = StepRow.findById(new StepRow.Key(begun.get().runId, begun.get().sequence));
            run.changes += step.keys.size() - left.size();
            left.forEach(key -> run.ineffective.merge(key, 1, Integer::sum));
            String found = step.exitStatus == null ? " (its answer was lost; a look found out)" : "";
            if (left.isEmpty()) {
                finish(
                        work,
                        step,
                        StepOutcome.CHANGED,
                        String.join(
                                        "; ",
                                        step.keys.stream()
                                                .map(StepRecords::summary)
                                                .toList())
                                + found);
            } else {
                finish(work, step, StepOutcome.FAILED, evidence(step, left) + found);
            }
        });
    }

    private static String summary(String key) {
        return key.substring(key.indexOf(": ") + 2);
    }

    private static String evidence(StepRow step, List<String> left) {
        String how = step.exitStatus == null || step.exitStatus == 0
                ? "not in effect"
                : "not in effect, exit status " + step.exitStatus;
        return String.join("; ", left.stream().map(StepRecords::summary).toList()) + ": " + how
                + (step.detail.isBlank() ? "" : "\n" + step.detail);
    }

    /** Inside a transaction: ends the row and tells. */
    void finish(RunContext work, StepRow step, StepOutcome outcome, String detail) {
        step.outcome = outcome;
        step.detail = detail;
        step.finishedAt = clock.instant();
        tell(work, step);
    }

    /** Inside a transaction. */
    void tell(RunContext work, StepRow step) {
        Instant until = step.finishedAt == null ? clock.instant() : step.finishedAt;
        long millis = Duration.between(step.startedAt, until).toMillis();
        Log.infof(
                "step hostId=%s runId=%s step=%s to=%s ms=%d",
                work.host(), work.run(), step.name, step.outcome, millis);
        book.log(work.run(), step.sequence, "-- " + step.name + " " + step.outcome + ": " + step.detail + "\n");
        outbox.publish(new HostStepFinished(
                work.host(),
                work.asked().version(),
                work.run().toString(),
                step.sequence,
                step.name,
                step.outcome.name(),
                step.detail,
                millis));
    }

    /** A step that is over as soon as it is written. Inside a transaction. */
    void note(RunContext work, String name, StepOutcome outcome, String detail) {
        StepRow step = new StepRow();
        step.runId = work.run();
        step.sequence = runs.nextSequence(work.run());
        step.name = name;
        step.startedAt = clock.instant();
        finish(work, step, outcome, detail);
        step.persist();
    }

    Failure withoutEffect(RunRow run, Change change) {
        String last = QuarkusTransaction.requiringNew().call(() -> runs.steps(run.id).stream()
                .filter(s -> s.keys.contains(key(change)))
                .reduce((a, b) -> b)
                .map(s -> s.detail)
                .orElse(""));
        return new Failure(
                "step-failed",
                key(change) + " was made " + run.ineffective.get(key(change)) + " times and is not in effect\n" + last,
                true);
    }

    /** After a failure the host gets a moment before the same change is made again. */
    Optional<Decision> pauseBefore(RunRow run, List<Change> first) {
        if (first.stream().noneMatch(c -> run.ineffective.containsKey(key(c)))) {
            return Optional.empty();
        }
        Instant last =
                QuarkusTransaction.requiringNew().call(() -> runs.steps(run.id).getLast().finishedAt);
        Instant due = last == null ? clock.instant() : last.plus(settings.retryTimeout());
        return clock.instant().isBefore(due)
                ? Optional.of(new Decision.Later(
                        Duration.between(clock.instant(), due),
                        "before step " + first.getFirst().step() + ", which was not in effect, is made again"))
                : Optional.empty();
    }

    /** The step under way had its time; what still runs of it on the host is stuck. */
    boolean isOverdue(RunContext work) {
        return QuarkusTransaction.requiringNew()
                .call(() -> runs.begun(work.run()))
                .map(step -> step.deadlineAt == null || clock.instant().isAfter(step.deadlineAt))
                .orElse(false);
    }

    /** A boot that does not end is not waited for longer than this. */
    boolean isBootOverdue(RunRow run) {
        Instant since = run.rebootSentAt == null ? run.startedAt : run.rebootSentAt;
        return since != null && clock.instant().isAfter(since.plus(BOOT_AT_MOST));
    }
}
