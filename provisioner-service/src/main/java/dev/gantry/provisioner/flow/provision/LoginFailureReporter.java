package dev.gantry.provisioner.flow.provision;

import dev.gantry.contracts.host.HostInspectionFailed;
import dev.gantry.kit.event.Outbox;
import dev.gantry.provisioner.flow.run.RunJournal;
import dev.gantry.provisioner.model.run.Failure;
import dev.gantry.provisioner.model.run.Run;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Tells at once when a host that should come back from its reboot answers and bars us, as when sudo asks for a password: the run goes on
 * waiting, since accounts may come late, but only a person can end it otherwise.
 */
@ApplicationScoped
class LoginFailureReporter {
    private final RunJournal journal;
    private final Outbox outbox;

    LoginFailureReporter(RunJournal journal, Outbox outbox) {
        this.journal = journal;
        this.outbox = outbox;
    }

    /** Once for each reason: what the run waits for holds the last one. */
    void tell(RunContext context, Run run, Failure failure) {
        if (failure.retryable() || run.waiting().contains(failure.detail())) {
            return;
        }
        journal.write(context.job(), context.run(), current -> {
            outbox.publish(new HostInspectionFailed(
                    current.host(), current.version(), failure.reason(), failure.detail(), failure.retryable()));
            return current;
        });
        journal.log(context.run(), 0, "the host is up and bars us: " + failure.detail() + "\n");
    }
}
