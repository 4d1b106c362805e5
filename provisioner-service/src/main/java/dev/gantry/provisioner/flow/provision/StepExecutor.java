package dev.gantry.provisioner.flow.provision;

import dev.gantry.kit.job.Outcome;
import dev.gantry.provisioner.driver.DriverFiles;
import dev.gantry.provisioner.flow.inspect.InspectionResult;
import dev.gantry.provisioner.flow.run.RunJournal;
import dev.gantry.provisioner.flow.run.RunSettings;
import dev.gantry.provisioner.model.plan.Change;
import dev.gantry.provisioner.model.run.Failure;
import dev.gantry.provisioner.model.run.RemoteException;
import dev.gantry.provisioner.model.run.RemoteReason;
import dev.gantry.provisioner.model.run.StepOutcome;
import dev.gantry.provisioner.model.run.SupervisedScript;
import dev.gantry.provisioner.ssh.CommandResult;
import dev.gantry.provisioner.ssh.FileDelivery;
import dev.gantry.provisioner.ssh.RemoteScript;
import dev.gantry.provisioner.ssh.SshHosts;
import dev.gantry.provisioner.store.StepRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes the changes of one step, one after the other. It believes no answer: the look that follows says what is in effect. */
@ApplicationScoped
class StepExecutor {

    private static final int EVIDENCE_LINES = 20;
    private static final String MODE = "0700";
    /** Beside the keys of changes: how often the driver's server was away. */
    private static final String SERVER = "driver server";

    private final SshHosts hosts;
    private final DriverFiles drivers;
    private final StepRecords steps;
    private final RebootService reboots;
    private final HostActivity attendance;
    private final RunCompletion verdicts;
    private final RunJournal book;
    private final RunSettings settings;

    StepExecutor(
            SshHosts hosts,
            DriverFiles drivers,
            StepRecords steps,
            RebootService reboots,
            HostActivity attendance,
            RunCompletion verdicts,
            RunJournal book,
            RunSettings settings) {
        this.hosts = hosts;
        this.drivers = drivers;
        this.steps = steps;
        this.reboots = reboots;
        this.attendance = attendance;
        this.verdicts = verdicts;
        this.book = book;
        this.settings = settings;
    }

    /** @return empty when the host is to be looked at at once */
    Optional<Outcome> step(RunContext work, InspectionResult.Seen seen, List<Change> changes) {
        if (changes.getFirst() instanceof Change.Reboot reboot) {
            return Optional.of(reboots.begin(work, seen, reboot));
        }
        StepRow step = steps.begin(work, changes, StepOutcome.RUNNING);
        try {
            for (Change change : changes) {
                CommandResult answer = apply(work, step, change);
                if (answer.exit() == SupervisedScript.BUSY && answer.err().startsWith("gantry: busy")) {
                    return Optional.of(book.waiting(
                            work.job(),
                            work.run(),
                            settings.pollInterval(),
                            answer.err().strip()));
                }
                steps.answered(work, step, answer.exit(), answer.isGood() ? "" : answer.tail(EVIDENCE_LINES));
                if (!answer.isGood()) {
                    return Optional.empty();
                }
            }
            return Optional.empty();
        } catch (RemoteException failure) {
            return broken(work, step, failure);
        }
    }

    private CommandResult apply(RunContext work, StepRow step, Change change) {
        return switch (change) {
            case Change.RunScript script ->
                hosts.run(
                        work.target(),
                        new RemoteScript(
                                SupervisedScript.supervised(
                                        script.step(), work.job().fence(), script.script()),
                                script.deadline(),
                                piece -> book.log(work.run(), step.sequence, piece)));
            case Change.DeliverDriver driver -> deliver(work, driver);
            case Change.Reboot reboot -> throw new IllegalStateException("a reboot is a step of its own");
        };
    }

    private CommandResult deliver(RunContext work, Change.DeliverDriver driver) {
        var wanted = work.asked().desiredState().driver();
        if (wanted == null) {
            throw new RemoteException(RemoteReason.DRIVER_UNUSABLE, "the plan needs a driver, but none is wanted");
        }
        DriverFiles.Part part = drivers.part(wanted.url(), driver.sha256(), driver.remotePath());
        hosts.deliver(
                work.target(),
                new FileDelivery(part.file(), part.sha256(), driver.remotePath(), MODE, driver.deadline()));
        return new CommandResult(0, "", "", false);
    }

    /** Lost or late: whether it still runs is asked before anything else. Anything else: the step failed for a known reason. */
    private Optional<Outcome> broken(RunContext work, StepRow step, RemoteException failure) {
        book.log(work.run(), step.sequence, failure.detail() + "\n");
        if (failure.trouble() == RemoteReason.DEADLINE_EXCEEDED) {
            String stopped = attendance.stop(work);
            steps.answered(work, step, SupervisedScript.BUSY, failure.detail() + "\n" + stopped);
            return Optional.empty();
        }
        if (failure.trouble().leavesEffectUnknown()) {
            return Optional.of(book.waiting(
                    work.job(),
                    work.run(),
                    settings.pollInterval(),
                    "the answer of step " + step.name + " was lost; looking again"));
        }
        if (failure.trouble() == RemoteReason.DRIVER_SERVER_AWAY) {
            return Optional.of(awaitServer(work, step, failure));
        }
        if (!failure.trouble().mayPass()) {
            return Optional.of(verdicts.failed(work, Failure.of(failure)));
        }
        steps.answered(work, step, 1, failure.detail());
        return Optional.empty();
    }

    /** Nothing was tried at the host, so that it does not count as tried in vain; but it is not waited for without end either. */
    private Outcome awaitServer(RunContext work, StepRow step, RemoteException failure) {
        int times = book.write(work.job(), work.run(), run -> {
                    run.ineffective.merge(SERVER, 1, Integer::sum);
                    StepRow begun = StepRow.findById(new StepRow.Key(step.runId, step.sequence));
                    steps.finish(work, begun, StepOutcome.FAILED, failure.detail());
                })
                .ineffective
                .getOrDefault(SERVER, 1);
        if (times >= settings.awayLimit()) {
            return verdicts.failed(work, Failure.of(failure));
        }
        Duration pause = Duration.ofSeconds(Math.min(30, 1L << Math.min(times, 5)));
        return book.waiting(work.job(), work.run(), pause, failure.detail() + "; try " + (times + 1) + " follows");
    }
}
