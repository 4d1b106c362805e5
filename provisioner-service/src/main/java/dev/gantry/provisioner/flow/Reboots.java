package dev.gantry.provisioner.flow;

import dev.gantry.kit.job.Outcome;
import dev.gantry.provisioner.host.Answer;
import dev.gantry.provisioner.host.HostFailure;
import dev.gantry.provisioner.host.Script;
import dev.gantry.provisioner.host.SshHosts;
import dev.gantry.provisioner.model.Change;
import dev.gantry.provisioner.model.run.StepOutcome;
import dev.gantry.provisioner.model.run.Supervision;
import dev.gantry.provisioner.store.RunRow;
import dev.gantry.provisioner.store.StepRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reboots: a row that waits for another boot id, with a deadline. Written before the host is told, so that a kill between loses nothing. */
@ApplicationScoped
class Reboots {

    private static final Duration TELLING = Duration.ofSeconds(30);
    private static final Duration EAGER = Duration.ofSeconds(60);
    private static final Duration PATIENT = Duration.ofSeconds(5);

    private final Book book;
    private final Steps steps;
    private final Verdicts verdicts;
    private final SshHosts hosts;
    private final Clock clock;
    private final RunSettings settings;

    Reboots(Book book, Steps steps, Verdicts verdicts, SshHosts hosts, Clock clock, RunSettings settings) {
        this.book = book;
        this.steps = steps;
        this.verdicts = verdicts;
        this.hosts = hosts;
        this.clock = clock;
        this.settings = settings;
    }

    Outcome begin(Work work, Sight.Seen seen, Change.Reboot reboot) {
        StepRow step = steps.begin(work, List.of(reboot), StepOutcome.REBOOTING);
        book.write(work.job(), work.run(), run -> {
            run.rebootBootId = seen.facts().bootId();
            run.rebootSentAt = null;
            run.rebootDeadline = clock.instant().plus(reboot.deadline());
            step.detail = reboot.summary();
            steps.tell(work, step);
        });
        return tell(work, seen.facts().bootId(), reboot.script());
    }

    private Outcome tell(Work work, String bootId, String script) {
        try {
            Answer answer = hosts.run(work.target(), new Script(Supervision.inBoot(bootId, script), TELLING));
            if (!answer.isGood()) {
                // A guest that started since the plan was made: the next look names it.
                return book.waiting(
                        work.job(),
                        work.run(),
                        settings.pollInterval(),
                        "to tell the host to reboot: " + answer.tail(5));
            }
        } catch (HostFailure failure) {
            if (!failure.trouble().leavesEffectUnknown()) {
                return book.waiting(
                        work.job(),
                        work.run(),
                        settings.pollInterval(),
                        "to tell the host to reboot: " + failure.detail());
            }
        }
        hosts.forget(work.target());
        book.write(work.job(), work.run(), run -> run.rebootSentAt = clock.instant());
        return book.waiting(
                work.job(), work.run(), settings.pollInterval(), "for the host to come back from its reboot");
    }

    /** @return empty when no reboot is awaited any more */
    Optional<Outcome> after(Work work, RunRow run, Sight.Seen seen) {
        if (run.rebootBootId == null) {
            return Optional.empty();
        }
        if (!run.rebootBootId.equals(seen.facts().bootId())) {
            back(work);
            return Optional.empty();
        }
        if (clock.instant().isAfter(run.rebootDeadline)) {
            return Optional.of(missed(
                    work, "reboot-not-done", "the host was told to reboot and is still in boot " + run.rebootBootId));
        }
        Optional<String> script = script(seen);
        if (script.isEmpty() && run.rebootSentAt == null) {
            notNeeded(work);
            return Optional.empty();
        }
        if (script.isPresent() && isUnheard(run)) {
            return Optional.of(tell(work, run.rebootBootId, script.get()));
        }
        return Optional.of(stillAway(work, run, "it still answers in its old boot"));
    }

    /** Not told yet, or told long enough ago that it must have been lost: the script does nothing in another boot. */
    private boolean isUnheard(RunRow run) {
        return run.rebootSentAt == null
                || clock.instant().isAfter(run.rebootSentAt.plus(settings.rebootRepeatTimeout()));
    }

    private static Optional<String> script(Sight.Seen seen) {
        return seen.plan().changes().stream()
                .filter(Change.Reboot.class::isInstance)
                .map(c -> ((Change.Reboot) c).script())
                .findFirst();
    }

    boolean isOverdue(RunRow run) {
        return run.rebootBootId != null && clock.instant().isAfter(run.rebootDeadline);
    }

    private void back(Work work) {
        book.write(work.job(), work.run(), run -> {
            run.reboots++;
            run.rebootBootId = null;
            run.rebootDeadline = null;
        });
    }

    /** The host was never told, and the plan no longer asks for it. */
    private void notNeeded(Work work) {
        book.write(work.job(), work.run(), run -> {
            run.rebootBootId = null;
            run.rebootDeadline = null;
        });
    }

    /** Ends with {@code reboot-timeout} when the deadline has passed. {@code seen}: what the last try found instead. */
    Outcome stillAway(Work work, RunRow run, String seen) {
        if (clock.instant().isAfter(run.rebootDeadline)) {
            return missed(
                    work,
                    "reboot-timeout",
                    "the host did not come back from its reboot in time; see its console. The last try: " + seen);
        }
        Duration since =
                Duration.between(run.rebootSentAt == null ? clock.instant() : run.rebootSentAt, clock.instant());
        Duration pause = since.compareTo(EAGER) < 0 ? settings.pollInterval() : PATIENT;
        return book.waiting(
                work.job(),
                work.run(),
                pause,
                "for the host to come back from its reboot, until " + run.rebootDeadline + "; the last try: " + seen);
    }

    private Outcome missed(Work work, String reason, String detail) {
        return verdicts.failed(work, new Failure(reason, detail, true));
    }
}
