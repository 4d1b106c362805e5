package dev.gantry.imagebuilder.flow;

import dev.gantry.imagebuilder.ImageBuilderSettings;
import dev.gantry.imagebuilder.bundle.RemoteFile;
import dev.gantry.imagebuilder.model.Bundle;
import dev.gantry.imagebuilder.model.BundleState;
import dev.gantry.imagebuilder.model.Refusal;
import dev.gantry.imagebuilder.model.Setback;
import dev.gantry.imagebuilder.model.StoredFile;
import dev.gantry.imagebuilder.store.Bundles;
import dev.gantry.kit.job.Job;
import dev.gantry.kit.job.LeaseGuard;
import dev.gantry.kit.job.Outcome;
import dev.gantry.kit.job.Worker;
import dev.gantry.kit.trace.Ids;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Optional;

/** Fetches a registered bundle and hands it on as if it had been uploaded. */
@ApplicationScoped
class FetchBundle implements Worker {

    static final String KIND = "bundle-fetch";
    private static final int TRIES = 5;

    private final Bundles bundles;
    private final RemoteFile remote;
    private final TakeInBundle takeIn;
    private final DataFolder data;
    private final ImageBuilderSettings settings;
    private final LeaseGuard fence;

    FetchBundle(
            Bundles bundles,
            RemoteFile remote,
            TakeInBundle takeIn,
            DataFolder data,
            ImageBuilderSettings settings,
            LeaseGuard fence) {
        this.bundles = bundles;
        this.remote = remote;
        this.takeIn = takeIn;
        this.data = data;
        this.settings = settings;
        this.fence = fence;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome work(Job job) throws IOException {
        Optional<Bundle> found = QuarkusTransaction.requiringNew().call(() -> bundles.find(job.key()));
        if (found.isEmpty()
                || found.get().state() != BundleState.ANNOUNCED
                || found.get().source().url() == null) {
            return new Outcome.Done();
        }
        Bundle bundle = found.get();
        try {
            StoredFile file = remote.fetch(
                    URI.create(String.valueOf(bundle.source().url())),
                    data.incoming().resolve(Ids.next() + ".zip"),
                    settings.bundles().limit().asLongValue());
            try {
                Bundle.compare(bundle.source().wanted(), file, bundle.fileName());
                takeIn.accept(bundle, file);
            } finally {
                Files.deleteIfExists(file.path());
            }
            return new Outcome.Done();
        } catch (Setback e) {
            return e.mayHelp() && job.attempt() < TRIES
                    ? new Outcome.Retry(Waits.after(job.attempt()), e.detail())
                    : fail(job, bundle, e.reason(), e.detail());
        } catch (Refusal e) {
            return fail(job, bundle, e.name(), e.detail());
        }
    }

    private Outcome fail(Job job, Bundle bundle, String reason, String detail) {
        QuarkusTransaction.requiringNew().run(() -> {
            fence.check(job);
            bundles.save(bundle.failed(reason + ": " + detail));
        });
        return new Outcome.Failed(reason);
    }
}
