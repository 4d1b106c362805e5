package dev.gantry.provisioner.guest.flow;

import dev.gantry.kit.db.RetryingTransaction;
import dev.gantry.kit.job.Job;
import dev.gantry.kit.job.Outcome;
import dev.gantry.kit.job.Worker;
import dev.gantry.provisioner.guest.model.GuestCheck;
import dev.gantry.provisioner.guest.store.GuestCheckRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Makes the checks of one guest, one after the other. The job's key is the guest. */
@ApplicationScoped
class GuestWorker implements Worker {

    static final String KIND = "guest";

    private final GuestCheckRepository checks;
    private final GuestCheckRunner runner;

    GuestWorker(GuestCheckRepository checks, GuestCheckRunner runner) {
        this.checks = checks;
        this.runner = runner;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome work(Job job) {
        Optional<GuestCheck> next = next(job.key());
        while (next.isPresent()) {
            Outcome turn = runner.turn(job, next.get());
            if (!(turn instanceof Outcome.Done)) {
                return turn;
            }
            next = next(job.key());
        }
        return new Outcome.Done();
    }

    private Optional<GuestCheck> next(String guest) {
        return RetryingTransaction.call(() -> checks.next(guest));
    }
}
