package dev.gantry.provisioner.flow.provision;

import dev.gantry.kit.job.Outcome;
import dev.gantry.provisioner.flow.inspect.InspectionResult;
import dev.gantry.provisioner.flow.run.RunJournal;
import dev.gantry.provisioner.flow.run.RunSettings;
import dev.gantry.provisioner.model.plan.Change;
import dev.gantry.provisioner.model.run.Failure;
import dev.gantry.provisioner.model.run.RemoteException;
import dev.gantry.provisioner.model.run.StepOutcome;
import dev.gantry.provisioner.model.run.SupervisedScript;
import dev.gantry.provisioner.ssh.CommandResult;
import dev.gantry.provisioner.ssh.RemoteScript;
import dev.gantry.provisioner.ssh.SshHosts;
import dev.gantry.provisioner.store.RunRow;
import dev.gantry.provisioner.store.StepRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reboots: a row that waits for another boot id, with a deadline. Written before the host is told, so that a kill between loses nothing. */
@ApplicationScoped
class RebootService {

    private static final Duration TELLING = Duration.ofSeconds(30);
    private static final Duration EAGER = Duration.ofSeconds(60);
    private static final Duration PATIENT = Duration.ofSeconds(5);

    private final RunJournal book;
    private final StepRecords steps;
    private final RunCompletion verdicts;
    private final SshHosts hosts;
    private final Clock clock;
    private final RunSettings settings;

    RebootService(
            RunJournal book,
            StepRecords steps,
            RunCompletion verdicts,
            SshHosts hosts,
            Clock clock,
            RunSettings settings) {
        this.book = book;
        this.steps = steps;
        this.verdicts = verdicts;
        this.hosts = hosts;
        this.clock = clock;
        this.settings = settings;
    }

    Outcome begin(RunContext work, InspectionResult.Seen seen, Change.Reboot reboot) {
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

    private Outcome tell(RunContext work, String bootId, String script) {
        try {
            CommandResult answer =
                    hosts.run(work.target(), new RemoteScript(SupervisedScript.inBoot(bootId, script), TELLING));
            if (!answer.isGood()) {
                // A guest that started since the plan was made: the next look names it.
                return book.waiting(
                        work.job(),
                        work.run(),
                        settings.pollInterval(),
                        "to tell the host to reboot: " + answer.tail(5));
            }
        } catch (RemoteException failure) {
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
    Optional<Outcome> after(RunContext work, RunRow run, InspectionResult.Seen seen) {
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

    private static Optional<String> script(InspectionResult.Seen seen) {
        return seen.plan().changes().stream()
                .filter(Change.Reboot.class::isInstance)
                .map(c -> ((Change.Reboot) c).script())
                .findFirst();
    }

    boolean isOverdue(RunRow run) {
        return run.rebootBootId != null && clock.instant().isAfter(run.rebootDeadline);
    }

    private void back(RunContext work) {
        book.write(work.job(), work.run(), run -> {
            run.reboots++;
            run.rebootBootId = null;
            run.rebootDeadline = null;
        });
    }

    /** The host was never told, and the plan no longer asks for it. */
    private void notNeeded(RunContext work) {
        book.write(work.job(), work.run(), run -> {
            run.rebootBootId = null;
            run.rebootDeadline = null;
        });
    }

    /** Ends with {@code reboot-timeout} when the deadline has passed. {@code seen}: what the last try found instead. */
    Outcome stillAway(RunContext work, RunRow run, String seen) {
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

    private Outcome missed(RunContext work, String reason, String detail) {
        return verdicts.failed(work, new Failure(reason, detail, true));
    }
}
