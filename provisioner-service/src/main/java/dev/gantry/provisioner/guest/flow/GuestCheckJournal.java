package dev.gantry.provisioner.guest.flow;

import dev.gantry.kit.db.RetryingTransaction;
import dev.gantry.kit.job.Job;
import dev.gantry.kit.job.LeaseGuard;
import dev.gantry.kit.job.Outcome;
import dev.gantry.provisioner.guest.model.GuestCheck;
import dev.gantry.provisioner.guest.model.GuestEvidence;
import dev.gantry.provisioner.guest.model.GuestSpec;
import dev.gantry.provisioner.guest.model.GuestState;
import dev.gantry.provisioner.guest.store.GuestCheckRepository;
import dev.gantry.provisioner.guest.store.GuestRepository;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Where a worker writes down how far a check has come: each entry is one transaction that fails when the lease went elsewhere. */
@ApplicationScoped
class GuestCheckJournal {

    private final GuestRepository guests;
    private final GuestCheckRepository checks;
    private final LeaseGuard guard;
    private final Clock clock;

    GuestCheckJournal(GuestRepository guests, GuestCheckRepository checks, LeaseGuard guard, Clock clock) {
        this.guests = guests;
        this.checks = checks;
        this.guard = guard;
        this.clock = clock;
    }

    /** @return the check after the change */
    GuestCheck write(Job job, UUID check, UnaryOperator<GuestCheck> change) {
        return RetryingTransaction.call(() -> {
            guard.check(job);
            GuestCheck changed = change.apply(checks.find(check).orElseThrow());
            checks.update(changed);
            return changed;
        });
    }

    /** Marks it as begun, and gives the guest's newest description. */
    GuestSpec begin(Job job, GuestCheck check) {
        write(job, check.id(), c -> c.begun(clock.instant()));
        return RetryingTransaction.call(
                () -> GuestService.known(guests, check.guest()).spec());
    }

    Outcome later(Job job, UUID check, Duration after, String why) {
        write(job, check, c -> c.waiting(why));
        return new Outcome.Retry(after, why);
    }

    Outcome done(Job job, UUID check, GuestState result, GuestEvidence evidence) {
        GuestCheck done = write(job, check, c -> c.done(result, evidence, clock.instant()));
        Log.infof(
                "guest checked guest=%s checkId=%s result=%s changes=%d",
                done.guest(), check, result, done.changes().size());
        return new Outcome.Done();
    }

    Outcome failed(Job job, UUID check, String reason, String detail) {
        GuestCheck failed = write(job, check, c -> c.failed(reason, detail, clock.instant()));
        Log.warnf("guest check failed guest=%s checkId=%s reason=%s", failed.guest(), check, reason);
        return new Outcome.Done();
    }
}
