package dev.gantry.provisioner.guest.flow;

import dev.gantry.kit.job.Job;
import dev.gantry.kit.job.Outcome;
import dev.gantry.kit.job.Worker;
import dev.gantry.provisioner.guest.store.GuestCheckRow;
import dev.gantry.provisioner.guest.store.GuestRepository;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Makes the checks of one guest, one after the other. The job's key is the guest. */
@ApplicationScoped
class GuestWorker implements Worker {

    static final String KIND = "guest";

    private final GuestRepository guests;
    private final GuestCheckRunner visit;

    GuestWorker(GuestRepository guests, GuestCheckRunner visit) {
        this.guests = guests;
        this.visit = visit;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome work(Job job) {
        Optional<GuestCheckRow> next = next(job.key());
        while (next.isPresent()) {
            Outcome turn = visit.turn(job, next.get());
            if (!(turn instanceof Outcome.Done)) {
                return turn;
            }
            next = next(job.key());
        }
        return new Outcome.Done();
    }

    private Optional<GuestCheckRow> next(String guest) {
        return QuarkusTransaction.requiringNew().call(() -> guests.next(guest));
    }
}
