package dev.gantry.provisioner.flow.provision;

import dev.gantry.kit.job.Outcome;
import dev.gantry.kit.trace.Spans;
import dev.gantry.provisioner.driver.DriverFiles;
import dev.gantry.provisioner.flow.bios.BiosService;
import dev.gantry.provisioner.flow.run.RunJournal;
import dev.gantry.provisioner.flow.run.RunSettings;
import dev.gantry.provisioner.model.plan.Change;
import dev.gantry.provisioner.model.remote.RemoteException;
import dev.gantry.provisioner.model.remote.RemoteReason;
import dev.gantry.provisioner.model.remote.SupervisedScript;
import dev.gantry.provisioner.model.run.Failure;
import dev.gantry.provisioner.model.run.Run;
import dev.gantry.provisioner.model.run.RunStep;
import dev.gantry.provisioner.redfish.RedfishException;
import dev.gantry.provisioner.ssh.CommandResult;
import dev.gantry.provisioner.ssh.FileDelivery;
import dev.gantry.provisioner.ssh.RemoteScript;
import dev.gantry.provisioner.ssh.SshHosts;
import io.opentelemetry.api.trace.SpanKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes the changes of one step, one after the other. It believes no result: the inspection that follows says what is in effect. */
@ApplicationScoped
class StepExecutor {
    private static final int EVIDENCE_LINES = 20;
    private static final String MODE = "0700";

    /** Beside the keys of changes: how often the driver's server was away. */
    private static final String SERVER = "driver server";

    private final SshHosts hosts;
    private final DriverFiles drivers;
    private final BiosService bios;
    private final StepRecords steps;
    private final RebootService reboots;
    private final HostActivity activity;
    private final RunCompletion completion;
    private final RunJournal journal;
    private final RunSettings settings;
    private final Spans spans;

    StepExecutor(
            SshHosts hosts,
            DriverFiles drivers,
            BiosService bios,
            StepRecords steps,
            RebootService reboots,
            HostActivity activity,
            RunCompletion completion,
            RunJournal journal,
            RunSettings settings,
            Spans spans) {
        this.hosts = hosts;
        this.drivers = drivers;
        this.bios = bios;
        this.steps = steps;
        this.reboots = reboots;
        this.activity = activity;
        this.completion = completion;
        this.journal = journal;
        this.settings = settings;
        this.spans = spans;
    }

    /** @return empty when the host is to be inspected at once */
    Optional<Outcome> execute(RunContext context, PlannedHost host, List<Change> changes) {
        if (changes.getFirst() instanceof Change.Reboot reboot) {
            return Optional.of(reboots.begin(context, host.facts().bootId(), reboot));
        }
        RunStep step = steps.begin(context, changes);
        try (Spans.Open span = spans.open("step " + step.name(), SpanKind.INTERNAL)) {
            span.with("gantry.host", context.host())
                    .with("gantry.run", context.run().toString());
            for (Change change : changes) {
                CommandResult result = apply(context, step, change);
                if (result.exit() == SupervisedScript.BUSY && result.err().startsWith("gantry: busy")) {
                    return Optional.of(waiting(context, result.err().strip()));
                }
                steps.answered(context, step, result.exit(), result.isGood() ? "" : result.tail(EVIDENCE_LINES));
                if (!result.isGood()) {
                    return Optional.empty();
                }
            }
            return Optional.empty();
        } catch (RemoteException failure) {
            return failed(context, step, failure);
        }
    }

    private CommandResult apply(RunContext context, RunStep step, Change change) {
        return switch (change) {
            case Change.RunScript script ->
                hosts.run(
                        context.target(),
                        new RemoteScript(
                                SupervisedScript.supervised(
                                        script.step(), context.job().fence(), script.script()),
                                script.deadline(),
                                piece -> journal.log(context.run(), step.sequence(), piece)));
            case Change.DeliverDriver driver -> deliver(context, driver);
            case Change.SetBios set -> setBios(context, set);
            case Change.Reboot reboot -> throw new IllegalStateException("a reboot is a step of its own");
        };
    }

    private CommandResult setBios(RunContext context, Change.SetBios set) {
        try {
            bios.set(context.host(), set.attributes());
            return new CommandResult(0, "", "", false);
        } catch (RedfishException refused) {
            return new CommandResult(1, "", String.valueOf(refused.getMessage()), false);
        }
    }

    private CommandResult deliver(RunContext context, Change.DeliverDriver driver) {
        var wanted = context.desired().driver();
        if (wanted == null) {
            throw new RemoteException(RemoteReason.DRIVER_UNUSABLE, "the plan needs a driver, but none is wanted");
        }
        DriverFiles.Part part = drivers.part(wanted.url(), driver.sha256(), driver.remotePath());
        hosts.deliver(
                context.target(),
                new FileDelivery(part.file(), part.sha256(), driver.remotePath(), MODE, driver.deadline()));
        return new CommandResult(0, "", "", false);
    }

    /** Lost or late: whether it still runs is asked before anything else. Anything else: the step failed for a known reason. */
    private Optional<Outcome> failed(RunContext context, RunStep step, RemoteException failure) {
        journal.log(context.run(), step.sequence(), failure.detail() + "\n");
        if (failure.reason() == RemoteReason.DEADLINE_EXCEEDED) {
            String stopped = activity.stop(context);
            steps.answered(context, step, SupervisedScript.BUSY, failure.detail() + "\n" + stopped);
            return Optional.empty();
        }
        if (failure.reason().leavesEffectUnknown()) {
            return Optional.of(
                    waiting(context, "the result of step " + step.name() + " was lost; the host is inspected again"));
        }
        if (failure.reason() == RemoteReason.DRIVER_SERVER_AWAY) {
            return Optional.of(awaitServer(context, step, failure));
        }
        if (!failure.reason().isRetryable()) {
            return Optional.of(completion.failed(context, Failure.of(failure)));
        }
        steps.answered(context, step, 1, failure.detail());
        return Optional.empty();
    }

    private Outcome waiting(RunContext context, String why) {
        return journal.waiting(context.job(), context.run(), settings.pollInterval(), why);
    }

    /** Nothing was tried at the host, so that it does not count as tried in vain; but it is not waited for without end either. */
    private Outcome awaitServer(RunContext context, RunStep step, RemoteException failure) {
        Run run = journal.write(context.job(), context.run(), r -> {
            steps.failed(context, step, failure.detail());
            return r.inVain(SERVER);
        });
        int times = run.progress().timesInVain(SERVER);
        if (times >= settings.awayLimit()) {
            return completion.failed(context, Failure.of(failure));
        }
        Duration pause = Duration.ofSeconds(Math.min(30, 1L << Math.min(times, 5)));
        return journal.waiting(
                context.job(), context.run(), pause, failure.detail() + "; try " + (times + 1) + " follows");
    }
}
