package dev.gantry.imagebuilder.flow.channel;

import dev.gantry.imagebuilder.flow.OpenStackClients;
import dev.gantry.imagebuilder.flow.RetryDelay;
import dev.gantry.imagebuilder.model.RemoteException;
import dev.gantry.imagebuilder.model.channel.GlanceListing;
import dev.gantry.imagebuilder.model.channel.ListedImage;
import dev.gantry.imagebuilder.openstack.GlanceClient;
import dev.gantry.imagebuilder.store.channel.GlanceListingRepository;
import dev.gantry.kit.db.RetryingTransaction;
import dev.gantry.kit.job.Job;
import dev.gantry.kit.job.LeaseGuard;
import dev.gantry.kit.job.LeaseLostException;
import dev.gantry.kit.job.Outcome;
import dev.gantry.kit.job.Worker;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Brings names, visibility, members and properties in Glance to what channels and definition say, and goes on until Glance says so itself. */
@ApplicationScoped
class GlanceListingWorker implements Worker {

    static final String KIND = "glance-listing";

    private final GlanceListings expected;
    private final GlanceListingRepository listings;
    private final OpenStackClients cloud;
    private final LeaseGuard leases;
    private final Clock clock;

    GlanceListingWorker(
            GlanceListings expected,
            GlanceListingRepository listings,
            OpenStackClients cloud,
            LeaseGuard leases,
            Clock clock) {
        this.expected = expected;
        this.listings = listings;
        this.cloud = cloud;
        this.leases = leases;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome work(Job job) {
        List<ListedImage> images = RetryingTransaction.call(() -> expected.expected(job.key()));
        try {
            Optional<GlanceClient> glance = cloud.glance();
            String note = glance.isPresent() ? list(glance.get(), images) : null;
            record(job, GlanceListing.State.LISTED, note, null);
            return new Outcome.Done();
        } catch (RemoteException e) {
            return failed(job, e);
        } catch (LeaseLostException e) {
            throw e;
        } catch (RuntimeException e) {
            Log.errorf(e, "images not listed image=%s", job.key());
            return failed(job, RemoteException.retryable("unexpected", String.valueOf(e.getMessage()), e));
        }
    }

    /** All of them, also behind one that cannot be; then it is told. @return who else has a name of ours */
    private static @Nullable String list(GlanceClient glance, List<ListedImage> images) {
        List<RemoteException> failures = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (ListedImage image : images) {
            try {
                List<String> others = glance.list(image);
                if (!others.isEmpty()) {
                    notes.add(
                            "%s is also the name of image %s, which was not made here: clients that ask by name find both"
                                    .formatted(image.name(), String.join(", ", others)));
                }
            } catch (RemoteException e) {
                if (e.isRetryable()) {
                    throw e;
                }
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
        return notes.isEmpty() ? null : String.join("; ", notes);
    }

    private Outcome failed(Job job, RemoteException why) {
        String reason = why.reason() + ": " + why.detail();
        if (!why.isRetryable()) {
            record(job, GlanceListing.State.FAILED, reason, null);
            return new Outcome.Failed(reason);
        }
        Duration wait = RetryDelay.after(job.attempt());
        record(job, GlanceListing.State.PENDING, reason, clock.instant().plus(wait));
        return new Outcome.Retry(wait, reason);
    }

    private void record(Job job, GlanceListing.State state, @Nullable String reason, @Nullable Instant nextTryAt) {
        RetryingTransaction.run(() -> {
            leases.check(job);
            listings.save(new GlanceListing(job.key(), state, reason, nextTryAt, clock.instant()));
        });
    }
}
