package dev.gantry.imagebuilder.flow.bundle;

import dev.gantry.imagebuilder.ImageBuilderSettings;
import dev.gantry.imagebuilder.file.FileDownload;
import dev.gantry.imagebuilder.flow.Backoff;
import dev.gantry.imagebuilder.flow.DataFolder;
import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.RemoteException;
import dev.gantry.imagebuilder.model.artifact.StoredFile;
import dev.gantry.imagebuilder.model.bundle.Bundle;
import dev.gantry.imagebuilder.model.bundle.BundleState;
import dev.gantry.imagebuilder.store.bundle.BundleRepository;
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
class BundleFetchWorker implements Worker {

    static final String KIND = "bundle-fetch";
    private static final int TRIES = 5;

    private final BundleRepository bundles;
    private final FileDownload remote;
    private final UploadBundle uploads;
    private final DataFolder data;
    private final ImageBuilderSettings settings;
    private final LeaseGuard fence;

    BundleFetchWorker(
            BundleRepository bundles,
            FileDownload remote,
            UploadBundle uploads,
            DataFolder data,
            ImageBuilderSettings settings,
            LeaseGuard fence) {
        this.bundles = bundles;
        this.remote = remote;
        this.uploads = uploads;
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
                Bundle.compare(bundle.source().expected(), file, bundle.fileName());
                uploads.accept(bundle, file);
            } finally {
                Files.deleteIfExists(file.path());
            }
            return new Outcome.Done();
        } catch (RemoteException e) {
            return e.isRetryable() && job.attempt() < TRIES
                    ? new Outcome.Retry(Backoff.after(job.attempt()), e.detail())
                    : fail(job, bundle, e.reason(), e.detail());
        } catch (ProblemException e) {
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
