package dev.gantry.provisioner.flow.provision;

import dev.gantry.contracts.host.HostInspected;
import dev.gantry.contracts.host.HostProvisioned;
import dev.gantry.contracts.host.HostProvisioningFailed;
import dev.gantry.kit.event.Outbox;
import dev.gantry.kit.job.Outcome;
import dev.gantry.provisioner.flow.inspect.DriftTracker;
import dev.gantry.provisioner.flow.run.ContractMapper;
import dev.gantry.provisioner.flow.run.RunEnding;
import dev.gantry.provisioner.flow.run.RunJournal;
import dev.gantry.provisioner.model.run.Failure;
import dev.gantry.provisioner.model.run.RunState;
import dev.gantry.provisioner.model.run.StepOutcome;
import jakarta.enterprise.context.ApplicationScoped;

/** Ends provision runs and tells everyone how. */
@ApplicationScoped
class RunCompletion {
    private final RunJournal journal;
    private final StepRecords steps;
    private final DriftTracker drift;
    private final RunEnding ending;
    private final Outbox outbox;

    RunCompletion(RunJournal journal, StepRecords steps, DriftTracker drift, RunEnding ending, Outbox outbox) {
        this.journal = journal;
        this.steps = steps;
        this.drift = drift;
        this.ending = ending;
        this.outbox = outbox;
    }

    Outcome provisioned(RunContext context, PlannedHost host) {
        HostInspected told = new HostInspected(
                context.host(),
                context.asked().version(),
                ContractMapper.facts(host.facts()),
                ContractMapper.plan(host.facts(), host.plan()));
        journal.write(context.job(), context.run(), run -> {
            int devices = told.facts().devices().size();
            String left = run.skipped().isEmpty() ? "" : "; left out: " + run.skipped();
            steps.note(context, "verify", StepOutcome.SATISFIED, devices + " devices as wanted" + left);
            drift.keepProvisioned(told, host.facts());
            outbox.publish(new HostProvisioned(
                    context.host(),
                    context.asked().version(),
                    run.id().toString(),
                    told.facts().devices(),
                    context.asked().groups(),
                    told.facts().driverVersion(),
                    run.progress().changes(),
                    run.progress().reboots(),
                    told.facts()));
            return ending.of(run, RunState.SUCCEEDED, new Failure("", devices + " devices" + left, false));
        });
        return new Outcome.Done();
    }

    Outcome failed(RunContext context, Failure failure) {
        return ended(context, RunState.FAILED, failure);
    }

    Outcome ended(RunContext context, RunState state, Failure failure) {
        journal.write(context.job(), context.run(), run -> {
            steps.failOpen(context, failure.detail());
            outbox.publish(new HostProvisioningFailed(
                    context.host(),
                    context.asked().version(),
                    run.id().toString(),
                    run.step(),
                    failure.reason(),
                    failure.detail(),
                    failure.retryable()));
            return ending.of(run, state, failure);
        });
        return new Outcome.Done();
    }
}
