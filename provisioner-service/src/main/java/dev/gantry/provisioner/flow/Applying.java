package dev.gantry.provisioner.flow;

import dev.gantry.kit.job.Outcome;
import dev.gantry.provisioner.host.Answer;
import dev.gantry.provisioner.host.Delivery;
import dev.gantry.provisioner.host.DriverFiles;
import dev.gantry.provisioner.host.HostFailure;
import dev.gantry.provisioner.host.HostTrouble;
import dev.gantry.provisioner.host.Script;
import dev.gantry.provisioner.host.SshHosts;
import dev.gantry.provisioner.model.Change;
import dev.gantry.provisioner.model.run.StepOutcome;
import dev.gantry.provisioner.model.run.Supervision;
import dev.gantry.provisioner.store.StepRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes the changes of one step, one after the other. It believes no answer: the look that follows says what is in effect. */
@ApplicationScoped
class Applying {

    private static final int EVIDENCE_LINES = 20;
    private static final String MODE = "0700";
    /** Beside the keys of changes: how often the driver's server was away. */
    private static final String SERVER = "driver server";

    private final SshHosts hosts;
    private final DriverFiles drivers;
    private final Steps steps;
    private final Reboots reboots;
    private final Attendance attendance;
    private final Verdicts verdicts;
    private final Book book;
    private final RunSettings settings;

    Applying(
            SshHosts hosts,
            DriverFiles drivers,
            Steps steps,
            Reboots reboots,
            Attendance attendance,
            Verdicts verdicts,
            Book book,
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
    Optional<Outcome> step(Work work, Sight.Seen seen, List<Change> changes) {
        if (changes.getFirst() instanceof Change.Reboot reboot) {
            return Optional.of(reboots.begin(work, seen, reboot));
        }
        StepRow step = steps.begin(work, changes, StepOutcome.RUNNING);
        try {
            for (Change change : changes) {
                Answer answer = apply(work, step, change);
                if (answer.exit() == Supervision.BUSY && answer.err().startsWith("gantry: busy")) {
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
        } catch (HostFailure failure) {
            return broken(work, step, failure);
        }
    }

    private Answer apply(Work work, StepRow step, Change change) {
        return switch (change) {
            case Change.RunScript script ->
                hosts.run(
                        work.target(),
                        new Script(
                                Supervision.supervised(script.step(), work.job().fence(), script.script()),
                                script.deadline(),
                                piece -> book.log(work.run(), step.sequence, piece)));
            case Change.DeliverDriver driver -> deliver(work, driver);
            case Change.Reboot reboot -> throw new IllegalStateException("a reboot is a step of its own");
        };
    }

    private Answer deliver(Work work, Change.DeliverDriver driver) {
        var wanted = work.asked().desiredState().driver();
        if (wanted == null) {
            throw new HostFailure(HostTrouble.DRIVER_UNUSABLE, "the plan needs a driver, but none is wanted");
        }
        DriverFiles.Part part = drivers.part(wanted.url(), driver.sha256(), driver.remotePath());
        hosts.deliver(
                work.target(), new Delivery(part.file(), part.sha256(), driver.remotePath(), MODE, driver.deadline()));
        return new Answer(0, "", "", false);
    }

    /** Lost or late: whether it still runs is asked before anything else. Anything else: the step failed for a known reason. */
    private Optional<Outcome> broken(Work work, StepRow step, HostFailure failure) {
        book.log(work.run(), step.sequence, failure.detail() + "\n");
        if (failure.trouble() == HostTrouble.DEADLINE_EXCEEDED) {
            String stopped = attendance.stop(work);
            steps.answered(work, step, Supervision.BUSY, failure.detail() + "\n" + stopped);
            return Optional.empty();
        }
        if (failure.trouble().leavesEffectUnknown()) {
            return Optional.of(book.waiting(
                    work.job(),
                    work.run(),
                    settings.pollInterval(),
                    "the answer of step " + step.name + " was lost; looking again"));
        }
        if (failure.trouble() == HostTrouble.DRIVER_SERVER_AWAY) {
            return Optional.of(awaitServer(work, step, failure));
        }
        if (!failure.trouble().mayPass()) {
            return Optional.of(verdicts.failed(work, Failure.of(failure)));
        }
        steps.answered(work, step, 1, failure.detail());
        return Optional.empty();
    }

    /** Nothing was tried at the host, so that it does not count as tried in vain; but it is not waited for without end either. */
    private Outcome awaitServer(Work work, StepRow step, HostFailure failure) {
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
