package dev.gantry.imagebuilder.flow.bundle;

import dev.gantry.imagebuilder.ImageBuilderSettings;
import dev.gantry.imagebuilder.file.FileDownload;
import dev.gantry.imagebuilder.flow.DataFolder;
import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.RemoteException;
import dev.gantry.imagebuilder.model.artifact.StoredFile;
import dev.gantry.imagebuilder.model.bundle.Bundle;
import dev.gantry.imagebuilder.model.bundle.BundleAddress;
import dev.gantry.imagebuilder.model.bundle.BundleState;
import dev.gantry.imagebuilder.store.bundle.BundleRepository;
import dev.gantry.kit.db.RetryingTransaction;
import dev.gantry.kit.job.Job;
import dev.gantry.kit.job.Outcome;
import dev.gantry.kit.job.Worker;
import dev.gantry.kit.trace.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/** Fetches a registered bundle and hands it on as if it had been uploaded. */
@ApplicationScoped
class BundleFetchWorker implements Worker {

    static final String KIND = "bundle-fetch";
    private static final int TRIES = 5;

    private final BundleRepository bundles;
    private final FileDownload downloads;
    private final UploadBundle uploads;
    private final BundleRecords records;
    private final DataFolder data;
    private final ImageBuilderSettings settings;

    BundleFetchWorker(
            BundleRepository bundles,
            FileDownload downloads,
            UploadBundle uploads,
            BundleRecords records,
            DataFolder data,
            ImageBuilderSettings settings) {
        this.bundles = bundles;
        this.downloads = downloads;
        this.uploads = uploads;
        this.records = records;
        this.data = data;
        this.settings = settings;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome work(Job job) throws IOException {
        Optional<Bundle> found = waiting(job);
        if (found.isEmpty()) {
            return new Outcome.Done();
        }
        Bundle bundle = found.get();
        try {
            StoredFile file = downloads.fetch(
                    BundleAddress.parse(String.valueOf(bundle.source().url())).local(),
                    data.incoming().resolve(Ids.next() + ".zip"),
                    settings.bundles().limit().asLongValue(),
                    () -> isWanted(job, bundle));
            try {
                Bundle.compare(bundle.source().expected(), file, bundle.fileName());
                if (isWanted(job, bundle)) {
                    uploads.accept(bundle, file, UploadBundle.Existing.KEEP);
                }
            } finally {
                Files.deleteIfExists(file.path());
            }
            return new Outcome.Done();
        } catch (RemoteException e) {
            return isWanted(job, bundle) ? records.retryOrFail(job, bundle, e, TRIES) : new Outcome.Done();
        } catch (ProblemException e) {
            return records.fail(job, bundle, e.name() + ": " + e.detail());
        } catch (IOException e) {
            return records.retryOrFail(job, bundle, RemoteException.of(e), TRIES);
        } catch (RuntimeException e) {
            return records.unexpected(job, bundle, e, TRIES);
        }
    }

    /** The bundle, as long as it is the one that was announced: deleting it, or announcing it anew, ends its transfer. */
    private boolean isWanted(Job job, Bundle bundle) {
        return waiting(job)
                .filter(b -> b.createdAt().equals(bundle.createdAt()))
                .isPresent();
    }

    private Optional<Bundle> waiting(Job job) {
        return RetryingTransaction.call(() -> bundles.find(job.key()))
                .filter(b -> b.state() == BundleState.ANNOUNCED && b.source().url() != null);
    }
}
