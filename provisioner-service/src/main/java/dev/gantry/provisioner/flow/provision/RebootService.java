package dev.gantry.provisioner.flow.provision;

import dev.gantry.kit.job.Outcome;
import dev.gantry.provisioner.flow.run.RunJournal;
import dev.gantry.provisioner.flow.run.RunSettings;
import dev.gantry.provisioner.model.plan.Change;
import dev.gantry.provisioner.model.remote.RemoteException;
import dev.gantry.provisioner.model.remote.SupervisedScript;
import dev.gantry.provisioner.model.run.Failure;
import dev.gantry.provisioner.model.run.PendingReboot;
import dev.gantry.provisioner.model.run.Run;
import dev.gantry.provisioner.ssh.CommandResult;
import dev.gantry.provisioner.ssh.RemoteScript;
import dev.gantry.provisioner.ssh.SshHosts;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Reboots: a row that waits for another boot id, with a deadline. Written before the host is told, so that a kill between loses nothing. */
@ApplicationScoped
class RebootService {
    private static final Duration TELLING = Duration.ofSeconds(30);
    private static final Duration EAGER = Duration.ofSeconds(60);
    private static final Duration PATIENT = Duration.ofSeconds(5);

    private final RunJournal journal;
    private final StepRecords steps;
    private final RunCompletion completion;
    private final SshHosts hosts;
    private final Clock clock;
    private final RunSettings settings;

    RebootService(
            RunJournal journal,
            StepRecords steps,
            RunCompletion completion,
            SshHosts hosts,
            Clock clock,
            RunSettings settings) {
        this.journal = journal;
        this.steps = steps;
        this.completion = completion;
        this.hosts = hosts;
        this.clock = clock;
        this.settings = settings;
    }

    Outcome begin(RunContext context, String bootId, Change.Reboot reboot) {
        steps.beginReboot(
                context, reboot, new PendingReboot(bootId, clock.instant().plus(reboot.deadline()), null));
        return tell(context, bootId, reboot.script());
    }

    private Outcome tell(RunContext context, String bootId, String script) {
        try {
            CommandResult result =
                    hosts.run(context.target(), new RemoteScript(SupervisedScript.inBoot(bootId, script), TELLING));
            if (!result.isGood()) {
                // A guest that started since the plan was made: the next inspection names it.
                return waiting(context, "to tell the host to reboot: " + result.tail(5));
            }
        } catch (RemoteException failure) {
            if (!failure.reason().leavesEffectUnknown()) {
                return waiting(context, "to tell the host to reboot: " + failure.detail());
            }
        }
        hosts.forget(context.target());
        journal.write(
                context.job(),
                context.run(),
                run -> run.reboot() == null ? run : run.awaiting(run.reboot().sent(clock.instant())));
        return waiting(context, "for the host to come back from its reboot");
    }

    private Outcome waiting(RunContext context, String why) {
        return journal.waiting(context.job(), context.run(), settings.pollInterval(), why);
    }

    /** @return empty when no reboot is awaited any more */
    Optional<Outcome> after(RunContext context, Run run, PlannedHost host) {
        PendingReboot pending = run.reboot();
        if (pending == null) {
            return Optional.empty();
        }
        if (!pending.bootId().equals(host.facts().bootId())) {
            journal.write(context.job(), context.run(), Run::rebooted);
            return Optional.empty();
        }
        if (pending.isOverdue(clock.instant())) {
            return Optional.of(missed(
                    context,
                    "reboot-not-done",
                    "the host was told to reboot and is still in boot " + pending.bootId()));
        }
        Optional<String> script = script(host);
        if (script.isEmpty() && pending.sentAt() == null) {
            // The host was never told, and the plan no longer asks for it.
            journal.write(context.job(), context.run(), Run::withoutReboot);
            return Optional.empty();
        }
        if (script.isPresent() && isUnheard(pending)) {
            return Optional.of(tell(context, pending.bootId(), script.get()));
        }
        return Optional.of(stillAway(context, pending, "it still answers in its old boot"));
    }

    /** Not told yet, or told long enough ago that it must have been lost: the script does nothing in another boot. */
    private boolean isUnheard(PendingReboot pending) {
        return pending.sentAt() == null
                || clock.instant().isAfter(pending.sentAt().plus(settings.rebootRepeatTimeout()));
    }

    private static Optional<String> script(PlannedHost host) {
        return host.plan().changes().stream()
                .filter(Change.Reboot.class::isInstance)
                .map(c -> ((Change.Reboot) c).script())
                .findFirst();
    }

    boolean isOverdue(Run run) {
        return run.reboot() != null && run.reboot().isOverdue(clock.instant());
    }

    /** Ends with {@code reboot-timeout} when the deadline has passed. {@code found}: what the last try found instead. */
    Outcome stillAway(RunContext context, PendingReboot pending, String found) {
        if (pending.isOverdue(clock.instant())) {
            return missed(
                    context,
                    "reboot-timeout",
                    "the host did not come back from its reboot in time; see its console. The last try: " + found);
        }
        Duration since =
                Duration.between(pending.sentAt() == null ? clock.instant() : pending.sentAt(), clock.instant());
        Duration pause = since.compareTo(EAGER) < 0 ? settings.pollInterval() : PATIENT;
        return journal.waiting(
                context.job(),
                context.run(),
                pause,
                "for the host to come back from its reboot, until " + pending.deadline() + "; the last try: " + found);
    }

    private Outcome missed(RunContext context, String reason, String detail) {
        return completion.failed(context, new Failure(reason, detail, true));
    }
}
