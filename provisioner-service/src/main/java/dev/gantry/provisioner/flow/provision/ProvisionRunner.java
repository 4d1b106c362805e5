package dev.gantry.provisioner.flow.provision;

import dev.gantry.contracts.host.HostProvisionRequested;
import dev.gantry.gpu.MalformedValueException;
import dev.gantry.kit.job.Job;
import dev.gantry.kit.job.Outcome;
import dev.gantry.provisioner.flow.inspect.HostInspector;
import dev.gantry.provisioner.flow.inspect.InspectionResult;
import dev.gantry.provisioner.flow.inspect.PlanService;
import dev.gantry.provisioner.flow.run.RunJournal;
import dev.gantry.provisioner.flow.run.RunSettings;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.remote.HostActivityReport;
import dev.gantry.provisioner.model.remote.RemoteException;
import dev.gantry.provisioner.model.run.Failure;
import dev.gantry.provisioner.model.run.Run;
import dev.gantry.provisioner.model.run.RunState;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/**
 * Drives a provision run: inspect, plan, apply the first step, inspect again, until nothing is left. Whatever happened before — a kill, a
 * lost result, a reboot — the next thing done is to inspect.
 */
@ApplicationScoped
public class ProvisionRunner {
    private static final int TURNS_AT_MOST = 200;

    private final RunJournal journal;
    private final HostActivity activity;
    private final HostInspector inspector;
    private final PlanService plans;
    private final RebootService reboots;
    private final StepRecords steps;
    private final StepExecutor executor;
    private final ApplyPolicy policy;
    private final RunCompletion completion;
    private final RunAdmission admission;
    private final RunSettings settings;
    private final LoginFailureReporter logins;

    ProvisionRunner(
            RunJournal journal,
            HostActivity activity,
            HostInspector inspector,
            PlanService plans,
            RebootService reboots,
            StepRecords steps,
            StepExecutor executor,
            ApplyPolicy policy,
            RunCompletion completion,
            RunAdmission admission,
            RunSettings settings,
            LoginFailureReporter logins) {
        this.journal = journal;
        this.activity = activity;
        this.inspector = inspector;
        this.plans = plans;
        this.reboots = reboots;
        this.steps = steps;
        this.executor = executor;
        this.policy = policy;
        this.completion = completion;
        this.admission = admission;
        this.settings = settings;
        this.logins = logins;
    }

    public Outcome turn(Job job, Run run) {
        RunContext context = new RunContext(job, run.id(), journal.request(run.id(), HostProvisionRequested.class));
        Optional<Outcome> notYet = admission.hold(context, run);
        if (notYet.isPresent()) {
            return notYet.get();
        }
        Optional<Outcome> busy = whileBusy(context, run.startedAt() == null ? journal.working(job, run.id()) : run);
        if (busy.isPresent()) {
            return busy.get();
        }
        for (int turn = 0; turn < TURNS_AT_MOST; turn++) {
            Optional<Outcome> left = step(context);
            if (left.isPresent()) {
                return left.get();
            }
        }
        return completion.failed(
                context, Failure.lasting("no-end", "the plan never became empty in " + TURNS_AT_MOST + " steps"));
    }

    /** Never a change on top of one that still runs, never a plan while the host goes down or comes up. */
    private Optional<Outcome> whileBusy(RunContext context, Run run) {
        try {
            HostActivityReport report = activity.at(context.target());
            if (report.isBusy() && !steps.isOverdue(context)) {
                return wait(
                        context,
                        "step " + report.running() + " still runs on the host since " + report.seconds() + " s");
            }
            if (report.isBusy()) {
                journal.log(context.run(), 0, activity.stop(context));
            }
            if (report.isGoingDown() && !reboots.isOverdue(run)) {
                return wait(context, "for the host to go down");
            }
            if (report.isBooting() && !steps.isBootOverdue(run)) {
                return wait(context, "for the host to finish its boot");
            }
            return Optional.empty();
        } catch (RemoteException failure) {
            return Optional.of(notInspected(
                    context,
                    run,
                    new InspectionResult.Failed(
                            Failure.of(failure), failure.reason().isUsualDuringBoot())));
        }
    }

    private Optional<Outcome> wait(RunContext context, String why) {
        return Optional.of(journal.waiting(context.job(), context.run(), settings.pollInterval(), why));
    }

    /** One inspection and what follows from it. @return empty when the next inspection comes at once */
    private Optional<Outcome> step(RunContext context) {
        return switch (inspector.inspect(context.host(), context.asked().ssh())) {
            case InspectionResult.Failed failed ->
                Optional.of(notInspected(context, journal.read(context.run()), failed));
            case InspectionResult.Inspected found -> inspected(context, found.facts());
        };
    }

    private Optional<Outcome> inspected(RunContext context, HostFacts facts) {
        Run run = journal.working(context.job(), context.run());
        PlannedHost host;
        try {
            host = new PlannedHost(facts, plans.of(context.desired(), facts, context.overrideReason()));
        } catch (MalformedValueException malformed) {
            return Optional.of(completion.failed(
                    context, Failure.lasting("desired-state-invalid", String.valueOf(malformed.getMessage()))));
        }
        Optional<Outcome> down = reboots.after(context, run, host);
        if (down.isPresent()) {
            return down;
        }
        steps.settle(context, host.plan());
        Run settled = journal.write(context.job(), context.run(), r -> r.failures(0));
        return switch (policy.decide(context, settled, host)) {
            case Decision.Satisfied satisfied -> Optional.of(completion.provisioned(context, host));
            case Decision.Stop stop -> Optional.of(completion.ended(context, stop.state(), stop.failure()));
            case Decision.Later later ->
                Optional.of(journal.waiting(context.job(), context.run(), later.after(), later.why()));
            case Decision.Apply apply -> executor.execute(context, host, apply.changes());
        };
    }

    private Outcome notInspected(RunContext context, Run run, InspectionResult.Failed failed) {
        if (run.abort() != null) {
            return completion.ended(context, RunState.ABORTED, run.abort().failure());
        }
        if (run.reboot() != null && (failed.away() || failed.failure().retryable())) {
            logins.tell(context, run, failed.failure());
            return reboots.stillAway(context, run.reboot(), failed.failure().detail());
        }
        int failures = run.progress().failures() + 1;
        if (!failed.failure().retryable() || failures >= settings.awayLimit()) {
            return completion.failed(context, failed.failure());
        }
        journal.write(context.job(), context.run(), r -> r.failures(failures));
        Duration pause = Duration.ofSeconds(Math.min(30, 1L << Math.min(failures, 5)));
        return journal.waiting(
                context.job(),
                context.run(),
                pause,
                failed.failure().detail() + "; try " + (failures + 1) + " follows");
    }
}
