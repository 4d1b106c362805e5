package dev.gantry.provisioner.flow.worker;

import dev.gantry.contracts.event.Event;
import dev.gantry.contracts.host.HostInspectionFailed;
import dev.gantry.contracts.host.HostProvisioningFailed;
import dev.gantry.kit.event.Outbox;
import dev.gantry.kit.job.Job;
import dev.gantry.kit.job.Outcome;
import dev.gantry.provisioner.flow.run.RunEnding;
import dev.gantry.provisioner.flow.run.RunJournal;
import dev.gantry.provisioner.model.run.Failure;
import dev.gantry.provisioner.model.run.Run;
import dev.gantry.provisioner.model.run.RunState;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** An error of the provisioner itself at a run: the run says so while it is tried again, and does not do that for ever. */
@ApplicationScoped
class InternalErrorHandler {

    private static final int TRIES = 5;

    private final RunJournal journal;
    private final RunEnding ending;
    private final Outbox outbox;

    InternalErrorHandler(RunJournal journal, RunEnding ending, Outbox outbox) {
        this.journal = journal;
        this.ending = ending;
        this.outbox = outbox;
    }

    Outcome at(Job job, Run run, RuntimeException error) {
        Log.errorf(error, "run broke down hostId=%s runId=%s step=%s", run.host(), run.id(), run.step());
        String what = "an error of the provisioner itself, see its log for this run: " + error.getMessage();
        int errors = journal.write(job, run.id(), Run::internalError).progress().internalErrors();
        if (errors < TRIES) {
            return journal.waiting(job, run.id(), Duration.ofSeconds(1L << errors), what + "; trying again");
        }
        journal.write(job, run.id(), failing -> {
            Failure failure = new Failure("internal-error", what, true);
            outbox.publish(told(failing, failure));
            return ending.of(failing, RunState.FAILED, failure);
        });
        return new Outcome.Done();
    }

    private static Event told(Run run, Failure failure) {
        return switch (run.kind()) {
            case INSPECT ->
                new HostInspectionFailed(
                        run.host(), run.version(), failure.reason(), failure.detail(), failure.retryable());
            case PROVISION ->
                new HostProvisioningFailed(
                        run.host(),
                        run.version(),
                        run.id().toString(),
                        run.step(),
                        failure.reason(),
                        failure.detail(),
                        failure.retryable());
        };
    }
}
