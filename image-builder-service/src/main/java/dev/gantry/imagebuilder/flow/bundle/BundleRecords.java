package dev.gantry.imagebuilder.flow.bundle;

import dev.gantry.imagebuilder.flow.RetryDelay;
import dev.gantry.imagebuilder.model.RemoteException;
import dev.gantry.imagebuilder.model.bundle.Bundle;
import dev.gantry.imagebuilder.store.bundle.BundleRepository;
import dev.gantry.kit.db.RetryingTransaction;
import dev.gantry.kit.job.Job;
import dev.gantry.kit.job.LeaseGuard;
import dev.gantry.kit.job.LeaseLostException;
import dev.gantry.kit.job.Outcome;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** What a worker writes of a bundle: only while it holds the job, and only of the bundle that it took up, not of one that came after. */
@ApplicationScoped
class BundleRecords {

    private final BundleRepository bundles;
    private final LeaseGuard leases;
    private final Clock clock;

    BundleRecords(BundleRepository bundles, LeaseGuard leases, Clock clock) {
        this.bundles = bundles;
        this.leases = leases;
        this.clock = clock;
    }

    /** Shown on the bundle with the time of its next try; after so many tries it has failed. */
    Outcome retryOrFail(Job job, Bundle bundle, RemoteException why, int tries) {
        String reason = why.reason() + ": " + why.detail();
        if (!why.isRetryable() || job.attempt() >= tries) {
            return fail(job, bundle, reason);
        }
        Duration wait = RetryDelay.after(job.attempt());
        Log.warnf("driver bundle waits bundle=%s reason=%s attempt=%d", job.key(), reason, job.attempt());
        update(job, bundle, b -> b.waiting(reason, clock.instant().plus(wait)));
        return new Outcome.Retry(wait, reason);
    }

    /** Whatever else goes wrong is a reason that can be read, and tried again. */
    Outcome unexpected(Job job, Bundle bundle, RuntimeException e, int tries) {
        if (e instanceof LeaseLostException) {
            throw e;
        }
        Log.errorf(e, "driver bundle worker failed bundle=%s", job.key());
        String detail = "%s; the log of this service has more".formatted(e.getMessage());
        return retryOrFail(job, bundle, RemoteException.retryable("unexpected", detail, e), tries);
    }

    Outcome fail(Job job, Bundle bundle, String reason) {
        Log.errorf("driver bundle failed bundle=%s reason=%s", bundle.fileName(), reason);
        update(job, bundle, b -> b.failed(reason));
        return new Outcome.Failed(reason);
    }

    void update(Job job, Bundle bundle, UnaryOperator<Bundle> change) {
        update(job, bundle, change, saved -> {});
    }

    /** {@code then} runs in the same transaction, with the bundle as it was saved. */
    void update(Job job, Bundle bundle, UnaryOperator<Bundle> change, Consumer<Bundle> then) {
        RetryingTransaction.run(() -> {
            leases.check(job);
            bundles.findForUpdate(bundle.fileName())
                    .filter(b -> b.state() == bundle.state() && b.createdAt().equals(bundle.createdAt()))
                    .map(change)
                    .ifPresent(changed -> {
                        bundles.save(changed);
                        then.accept(changed);
                    });
        });
    }
}
