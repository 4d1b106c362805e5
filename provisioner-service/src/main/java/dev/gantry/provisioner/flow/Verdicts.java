package dev.gantry.provisioner.flow;

import dev.gantry.contracts.host.HostInspected;
import dev.gantry.contracts.host.HostProvisioned;
import dev.gantry.contracts.host.HostProvisioningFailed;
import dev.gantry.contracts.inspection.Plan;
import dev.gantry.kit.event.Outbox;
import dev.gantry.kit.job.Outcome;
import dev.gantry.provisioner.model.run.RunState;
import dev.gantry.provisioner.model.run.StepOutcome;
import dev.gantry.provisioner.store.Runs;
import dev.gantry.provisioner.store.StepRow;
import jakarta.enterprise.context.ApplicationScoped;

/** Ends provision runs and tells everyone how. */
@ApplicationScoped
class Verdicts {

    private final Book book;
    private final Runs runs;
    private final Steps steps;
    private final Memory memory;
    private final Ending ending;
    private final Outbox outbox;

    Verdicts(Book book, Runs runs, Steps steps, Memory memory, Ending ending, Outbox outbox) {
        this.book = book;
        this.runs = runs;
        this.steps = steps;
        this.memory = memory;
        this.ending = ending;
        this.outbox = outbox;
    }

    Outcome provisioned(Work work, Sight.Seen seen) {
        Plan plan = Spoken.plan(seen.facts(), seen.plan());
        HostInspected told = new HostInspected(work.host(), work.asked().version(), Spoken.facts(seen.facts()), plan);
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

    Outcome failed(Work work, Failure failure) {
        return ended(work, RunState.FAILED, failure);
    }

    Outcome ended(Work work, RunState state, Failure failure) {
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
