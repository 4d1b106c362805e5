package dev.gantry.imagebuilder.flow.bundle;

import dev.gantry.contracts.image.BundlePart;
import dev.gantry.contracts.image.DriverBundlePublished;
import dev.gantry.imagebuilder.ImageBuilderSettings;
import dev.gantry.imagebuilder.artifact.ArtifactStore;
import dev.gantry.imagebuilder.file.BundleZip;
import dev.gantry.imagebuilder.flow.Backoff;
import dev.gantry.imagebuilder.flow.DataFolder;
import dev.gantry.imagebuilder.flow.Folders;
import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.RemoteException;
import dev.gantry.imagebuilder.model.artifact.Artifact;
import dev.gantry.imagebuilder.model.bundle.Bundle;
import dev.gantry.imagebuilder.model.bundle.BundleContents;
import dev.gantry.imagebuilder.model.bundle.BundleEntry;
import dev.gantry.imagebuilder.model.bundle.BundleState;
import dev.gantry.imagebuilder.model.bundle.PartRole;
import dev.gantry.imagebuilder.model.bundle.PublishedPart;
import dev.gantry.imagebuilder.store.artifact.CheckpointRepository;
import dev.gantry.imagebuilder.store.bundle.BundleRepository;
import dev.gantry.kit.event.Outbox;
import dev.gantry.kit.job.Job;
import dev.gantry.kit.job.LeaseGuard;
import dev.gantry.kit.job.Outcome;
import dev.gantry.kit.job.Worker;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings a checked bundle and its parts into the artifact store, and tells it once all can be fetched. */
@ApplicationScoped
class BundlePublishWorker implements Worker {

    static final String KIND = "bundle-publish";
    private static final int TRIES = 10;

    private final BundleRepository bundles;
    private final ArtifactStore artifacts;
    private final CheckpointRepository checkpoints;
    private final DataFolder data;
    private final ImageBuilderSettings settings;
    private final Outbox outbox;
    private final LeaseGuard fence;

    BundlePublishWorker(
            BundleRepository bundles,
            ArtifactStore artifacts,
            CheckpointRepository checkpoints,
            DataFolder data,
            ImageBuilderSettings settings,
            Outbox outbox,
            LeaseGuard fence) {
        this.bundles = bundles;
        this.artifacts = artifacts;
        this.checkpoints = checkpoints;
        this.data = data;
        this.settings = settings;
        this.outbox = outbox;
        this.fence = fence;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome work(Job job) throws IOException {
        Optional<Bundle> found = QuarkusTransaction.requiringNew().call(() -> bundles.find(job.key()));
        if (found.isEmpty() || found.get().state() != BundleState.STORED) {
            return new Outcome.Done();
        }
        Bundle bundle = found.get();
        Path folder = data.incoming().resolve("parts-" + bundle.digest().brief());
        try {
            String work = "bundle/" + bundle.fileName();
            List<PublishedPart> parts = publish(bundle, folder, work);
            finish(job, bundle.published(parts));
            checkpoints.clear(work);
            return new Outcome.Done();
        } catch (RemoteException e) {
            return retryOrFail(job, bundle, e);
        } catch (IOException e) {
            return retryOrFail(job, bundle, RemoteException.of(e));
        } catch (ProblemException e) {
            return fail(job, bundle, e.name(), e.detail());
        } finally {
            Folders.delete(folder);
        }
    }

    private List<PublishedPart> publish(Bundle bundle, Path folder, String work) throws IOException {
        Path zip = data.bundle(bundle.digest());
        List<Artifact> files = new ArrayList<>();
        Map<String, PartRole> roles = new HashMap<>();
        if (bundle.source().chooses(PartRole.BUNDLE)) {
            files.add(new Artifact(bundle.fileName(), zip, bundle.digest(), bundle.bytes()));
            roles.put(bundle.fileName(), PartRole.BUNDLE);
        }
        Folders.delete(folder);
        for (BundleEntry entry : chosen(bundle)) {
            Path target = folder.resolve(entry.fileName());
            files.add(new Artifact(entry.fileName(), BundleZip.unpack(zip, entry, target)));
            roles.put(entry.fileName(), entry.role());
        }
        Map<String, String> urls = artifacts.publish(settings.artifacts().repository(), files, checkpoints.of(work));
        return files.stream()
                .map(f -> new PublishedPart(
                        f.relativePath(),
                        roles.getOrDefault(f.relativePath(), PartRole.OTHER),
                        f.sha256(),
                        f.bytes(),
                        urls.get(f.relativePath())))
                .toList();
    }

    private static List<BundleEntry> chosen(Bundle bundle) {
        return new BundleContents(bundle.entries())
                .parts().stream().filter(e -> bundle.source().chooses(e.role())).toList();
    }

    private void finish(Job job, Bundle bundle) {
        QuarkusTransaction.requiringNew().run(() -> {
            fence.check(job);
            bundles.save(bundle);
            outbox.publish(new DriverBundlePublished(
                    bundle.fileName(),
                    bundle.name().host().text(),
                    bundle.name().guest().text(),
                    bundle.branch(),
                    bundle.digest().hex(),
                    bundle.parts().stream().map(BundlePublishWorker::told).toList()));
        });
        Log.infof("driver bundle published bundle=%s store=%s", bundle.fileName(), artifacts.kind());
    }

    private static BundlePart told(PublishedPart part) {
        return new BundlePart(
                part.name(),
                part.role().name(),
                String.valueOf(part.url()),
                part.sha256().hex(),
                part.bytes());
    }

    private Outcome retryOrFail(Job job, Bundle bundle, RemoteException why) {
        Log.warnf("driver bundle not published bundle=%s reason=%s %s", job.key(), why.reason(), why.detail());
        return why.isRetryable() && job.attempt() < TRIES
                ? new Outcome.Retry(Backoff.after(job.attempt()), why.detail())
                : fail(job, bundle, why.reason(), why.detail());
    }

    private Outcome fail(Job job, Bundle bundle, String reason, String detail) {
        QuarkusTransaction.requiringNew().run(() -> {
            fence.check(job);
            bundles.save(bundle.failed(reason + ": " + detail));
        });
        Log.errorf("driver bundle failed bundle=%s reason=%s %s", bundle.fileName(), reason, detail);
        return new Outcome.Failed(reason);
    }
}
