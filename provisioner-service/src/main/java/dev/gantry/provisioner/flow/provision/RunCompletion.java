package dev.gantry.provisioner.flow.provision;

import dev.gantry.contracts.host.HostInspected;
import dev.gantry.contracts.host.HostProvisioned;
import dev.gantry.contracts.host.HostProvisioningFailed;
import dev.gantry.contracts.inspection.Plan;
import dev.gantry.kit.event.Outbox;
import dev.gantry.kit.job.Outcome;
import dev.gantry.provisioner.flow.inspect.DriftTracker;
import dev.gantry.provisioner.flow.inspect.InspectionResult;
import dev.gantry.provisioner.flow.run.ContractMapper;
import dev.gantry.provisioner.flow.run.RunEnding;
import dev.gantry.provisioner.flow.run.RunJournal;
import dev.gantry.provisioner.model.run.Failure;
import dev.gantry.provisioner.model.run.RunState;
import dev.gantry.provisioner.model.run.StepOutcome;
import dev.gantry.provisioner.store.RunRepository;
import dev.gantry.provisioner.store.StepRow;
import jakarta.enterprise.context.ApplicationScoped;

/** Ends provision runs and tells everyone how. */
@ApplicationScoped
class RunCompletion {

    private final RunJournal book;
    private final RunRepository runs;
    private final StepRecords steps;
    private final DriftTracker memory;
    private final RunEnding ending;
    private final Outbox outbox;

    RunCompletion(
            RunJournal book,
            RunRepository runs,
            StepRecords steps,
            DriftTracker memory,
            RunEnding ending,
            Outbox outbox) {
        this.book = book;
        this.runs = runs;
        this.steps = steps;
        this.memory = memory;
        this.ending = ending;
        this.outbox = outbox;
    }

    Outcome provisioned(RunContext work, InspectionResult.Seen seen) {
        Plan plan = ContractMapper.plan(seen.facts(), seen.plan());
        HostInspected told =
                new HostInspected(work.host(), work.asked().version(), ContractMapper.facts(seen.facts()), plan);
        book.write(work.job(), work.run(), run -> {
            int devices = told.facts().devices().size();
            String left = run.skipped.isEmpty() ? "" : "; left out: " + run.skipped;
            steps.note(work, "verify", StepOutcome.SATISFIED, devices + " devices as wanted" + left);
            memory.keepProvisioned(told, seen.facts());
            ending.of(run, RunState.SUCCEEDED, new Failure("", devices + " devices" + left, false));
            outbox.publish(new HostProvisioned(
                    work.host(),
                    work.asked().version(),
                    run.id.toString(),
                    told.facts().devices(),
                    work.asked().groups(),
                    told.facts().driverVersion(),
                    run.changes,
                    run.reboots));
        });
        return new Outcome.Done();
    }

    Outcome failed(RunContext work, Failure failure) {
        return ended(work, RunState.FAILED, failure);
    }

    Outcome ended(RunContext work, RunState state, Failure failure) {
        book.write(work.job(), work.run(), run -> {
            for (StepRow open : runs.steps(run.id)) {
                if (open.finishedAt == null) {
                    steps.finish(work, open, StepOutcome.FAILED, failure.detail());
                }
            }
            ending.of(run, state, failure);
            outbox.publish(new HostProvisioningFailed(
                    work.host(),
                    work.asked().version(),
                    run.id.toString(),
                    run.step,
                    failure.reason(),
                    failure.detail(),
                    failure.retryable()));
        });
        return new Outcome.Done();
    }
}
