package dev.gantry.provisioner.guest.flow;

import dev.gantry.kit.job.Job;
import dev.gantry.kit.job.LeaseGuard;
import dev.gantry.kit.job.Outcome;
import dev.gantry.provisioner.guest.model.CheckState;
import dev.gantry.provisioner.guest.model.GuestEvidence;
import dev.gantry.provisioner.guest.model.GuestSpec;
import dev.gantry.provisioner.guest.model.GuestState;
import dev.gantry.provisioner.guest.store.GuestCheckRow;
import dev.gantry.provisioner.guest.store.GuestRepository;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;

/** Where a worker writes down how far a check has come: each entry is one transaction that fails when the lease went elsewhere. */
@ApplicationScoped
class GuestCheckJournal {

    private final GuestRepository guests;
    private final LeaseGuard fence;
    private final Clock clock;

    GuestCheckJournal(GuestRepository guests, LeaseGuard fence, Clock clock) {
        this.guests = guests;
        this.fence = fence;
        this.clock = clock;
    }

    /** @return the check after the change, detached */
    GuestCheckRow write(Job job, UUID check, Consumer<GuestCheckRow> change) {
        return QuarkusTransaction.requiringNew().call(() -> {
            fence.check(job);
            GuestCheckRow row = guests.check(check).orElseThrow();
            change.accept(row);
            return row;
        });
    }

    /** Marks it as begun, and gives the guest's newest description. */
    GuestSpec begin(Job job, GuestCheckRow check) {
        write(job, check.id, row -> {
            row.state = CheckState.RUNNING;
            row.waiting = "";
            if (row.startedAt == null) {
                row.startedAt = clock.instant();
            }
        });
        return QuarkusTransaction.requiringNew().call(() -> GuestService.known(guests, check.guest).spec);
    }

    Outcome later(Job job, UUID check, Duration after, String why) {
        write(job, check, row -> row.waiting = why);
        return new Outcome.Retry(after, why);
    }

    Outcome done(Job job, UUID check, GuestState result, GuestEvidence evidence) {
        GuestCheckRow row = write(job, check, r -> {
            ended(r, CheckState.DONE);
            r.result = result;
            r.evidence = evidence;
        });
        Log.infof(
                "guest checked guest=%s checkId=%s result=%s changes=%d", row.guest, check, result, row.changes.size());
        return new Outcome.Done();
    }

    Outcome failed(Job job, UUID check, String reason, String detail) {
        GuestCheckRow row = write(job, check, r -> {
            ended(r, CheckState.FAILED);
            r.reason = reason;
            r.detail = detail;
        });
        Log.warnf("guest check failed guest=%s checkId=%s reason=%s", row.guest, check, reason);
        return new Outcome.Done();
    }

    private void ended(GuestCheckRow row, CheckState state) {
        row.state = state;
        row.waiting = "";
        row.finishedAt = clock.instant();
    }
}
