package dev.gantry.provisioner.flow.inspect;

import dev.gantry.contracts.host.HostInspected;
import dev.gantry.contracts.host.HostInspectionFailed;
import dev.gantry.contracts.host.HostInspectionRequested;
import dev.gantry.gpu.MalformedValueException;
import dev.gantry.kit.event.Outbox;
import dev.gantry.kit.job.Job;
import dev.gantry.kit.job.Outcome;
import dev.gantry.provisioner.flow.run.ContractMapper;
import dev.gantry.provisioner.flow.run.RunEnding;
import dev.gantry.provisioner.flow.run.RunJournal;
import dev.gantry.provisioner.flow.run.RunSettings;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.plan.HostPlan;
import dev.gantry.provisioner.model.run.Failure;
import dev.gantry.provisioner.model.run.Run;
import dev.gantry.provisioner.model.run.RunState;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** A run that inspects only, and tells what it found. */
@ApplicationScoped
public class InspectionRunner {
    private final HostInspector inspector;
    private final PlanService plans;
    private final RunJournal journal;
    private final DriftTracker drift;
    private final RunEnding ending;
    private final Outbox outbox;
    private final RunSettings settings;

    InspectionRunner(
            HostInspector inspector,
            PlanService plans,
            RunJournal journal,
            DriftTracker drift,
            RunEnding ending,
            Outbox outbox,
            RunSettings settings) {
        this.inspector = inspector;
        this.plans = plans;
        this.journal = journal;
        this.drift = drift;
        this.ending = ending;
        this.outbox = outbox;
        this.settings = settings;
    }

    public Outcome turn(Job job, Run run) {
        HostInspectionRequested asked = journal.request(run.id(), HostInspectionRequested.class);
        Run begun = journal.working(job, run.id());
        if (begun.abort() != null) {
            return ended(job, begun, begun.abort().failure(), RunState.ABORTED);
        }
        return switch (inspector.inspect(begun.host(), asked.ssh())) {
            case InspectionResult.Inspected found -> inspected(job, begun, asked, found.facts());
            case InspectionResult.Failed failed -> failed(job, begun, failed.failure());
        };
    }

    private Outcome inspected(Job job, Run run, HostInspectionRequested asked, HostFacts facts) {
        HostPlan plan;
        try {
            plan = plans.of(asked.desiredState(), facts);
        } catch (MalformedValueException malformed) {
            return failed(job, run, Failure.lasting("desired-state-invalid", String.valueOf(malformed.getMessage())));
        }
        journal.write(job, run.id(), begun -> {
            HostInspected told = new HostInspected(
                    begun.host(),
                    begun.version(),
                    ContractMapper.facts(facts),
                    ContractMapper.plan(facts, plan),
                    drift.changed(begun.host(), facts));
            drift.keep(told, facts);
            outbox.publish(told);
            return ending.of(
                    begun, RunState.SUCCEEDED, new Failure("", told.plan().text(), false));
        });
        return new Outcome.Done();
    }

    private Outcome failed(Job job, Run run, Failure failure) {
        int failures = run.progress().failures() + 1;
        if (failure.retryable() && failures < settings.inspectionLimit()) {
            journal.write(job, run.id(), r -> r.failures(failures));
            return journal.waiting(
                    job, run.id(), Duration.ofSeconds(1L << failures), failure.detail() + "; trying again");
        }
        return ended(job, run, failure, RunState.FAILED);
    }

    private Outcome ended(Job job, Run run, Failure failure, RunState state) {
        journal.write(job, run.id(), begun -> {
            drift.keepFailure(begun.host(), failure);
            outbox.publish(new HostInspectionFailed(
                    begun.host(), begun.version(), failure.reason(), failure.detail(), failure.retryable()));
            return ending.of(begun, state, failure);
        });
        return new Outcome.Done();
    }
}
