package dev.gantry.imagebuilder.flow.bundle;

import dev.gantry.contracts.image.BundlePart;
import dev.gantry.contracts.image.DriverBundlePublished;
import dev.gantry.imagebuilder.ImageBuilderSettings;
import dev.gantry.imagebuilder.artifact.ArtifactStore;
import dev.gantry.imagebuilder.file.BundleZip;
import dev.gantry.imagebuilder.flow.DataFolder;
import dev.gantry.imagebuilder.flow.Folders;
import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.RemoteException;
import dev.gantry.imagebuilder.model.artifact.Artifact;
import dev.gantry.imagebuilder.model.artifact.StoredFile;
import dev.gantry.imagebuilder.model.bundle.Bundle;
import dev.gantry.imagebuilder.model.bundle.BundleContents;
import dev.gantry.imagebuilder.model.bundle.BundleEntry;
import dev.gantry.imagebuilder.model.bundle.BundleState;
import dev.gantry.imagebuilder.model.bundle.PartRole;
import dev.gantry.imagebuilder.model.bundle.PublishedPart;
import dev.gantry.imagebuilder.store.artifact.CheckpointRepository;
import dev.gantry.imagebuilder.store.bundle.BundleRepository;
import dev.gantry.kit.db.RetryingTransaction;
import dev.gantry.kit.event.Outbox;
import dev.gantry.kit.job.Job;
import dev.gantry.kit.job.Outcome;
import dev.gantry.kit.job.Worker;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
    private final BundleRecords records;
    private final DataFolder data;
    private final ImageBuilderSettings settings;
    private final Outbox outbox;

    BundlePublishWorker(
            BundleRepository bundles,
            ArtifactStore artifacts,
            CheckpointRepository checkpoints,
            BundleRecords records,
            DataFolder data,
            ImageBuilderSettings settings,
            Outbox outbox) {
        this.bundles = bundles;
        this.artifacts = artifacts;
        this.checkpoints = checkpoints;
        this.records = records;
        this.data = data;
        this.settings = settings;
        this.outbox = outbox;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome work(Job job) throws IOException {
        Optional<Bundle> found = RetryingTransaction.call(() -> bundles.find(job.key()));
        if (found.isEmpty() || found.get().state() != BundleState.STORED) {
            return new Outcome.Done();
        }
        Bundle bundle = found.get();
        Path folder = data.incoming().resolve("parts-" + bundle.digest().brief());
        try {
            String work = "bundle/" + bundle.fileName();
            List<PublishedPart> parts = publish(bundle, folder, work);
            records.update(job, bundle, b -> b.published(parts), this::announce);
            checkpoints.clear(work);
            return new Outcome.Done();
        } catch (RemoteException e) {
            return records.retryOrFail(job, bundle, e, TRIES);
        } catch (IOException e) {
            return records.retryOrFail(job, bundle, RemoteException.of(e), TRIES);
        } catch (ProblemException e) {
            return records.fail(job, bundle, e.name() + ": " + e.detail());
        } catch (RuntimeException e) {
            return records.unexpected(job, bundle, e, TRIES);
        } finally {
            Folders.delete(folder);
        }
    }

    /** A file of the bundle and where it is published; {@code name} is its own, without the folders of its path. */
    private record Part(String name, PartRole role, Artifact artifact) {

        PublishedPart at(Map<String, String> urls) {
            return new PublishedPart(
                    name, role, artifact.sha256(), artifact.bytes(), urls.get(artifact.relativePath()));
        }
    }

    private List<PublishedPart> publish(Bundle bundle, Path folder, String work) throws IOException {
        Path zip = data.bundle(bundle.digest());
        List<Part> parts = new ArrayList<>();
        if (bundle.source().chooses(PartRole.BUNDLE)) {
            StoredFile file = new StoredFile(zip, bundle.digest(), bundle.bytes());
            parts.add(part(bundle, bundle.fileName(), PartRole.BUNDLE, file));
        }
        Folders.delete(folder);
        for (BundleEntry entry : chosen(bundle)) {
            StoredFile file = BundleZip.unpack(zip, entry, folder.resolve(entry.fileName()));
            parts.add(part(bundle, entry.fileName(), entry.role(), file));
        }
        Map<String, String> urls = artifacts.publish(
                settings.artifacts().repository(),
                parts.stream().map(Part::artifact).toList(),
                checkpoints.of(work));
        return parts.stream().map(p -> p.at(urls)).toList();
    }

    /**
     * Under its plain name, as the guide has it, unless that name stands for other bytes already: then in a folder of its bundle, or of its
     * digest.
     */
    private Part part(Bundle bundle, String name, PartRole role, StoredFile file) {
        String repository = settings.artifacts().repository();
        String path = List.of(name, bundle.fileName().replaceFirst("\\.zip$", "") + "/" + name).stream()
                .filter(p -> artifacts
                        .publishedAs(repository, p)
                        .filter(other -> !other.equals(file.sha256()))
                        .isEmpty())
                .findFirst()
                .orElse(file.sha256().brief() + "/" + name);
        return new Part(name, role, new Artifact(path, file));
    }

    private static List<BundleEntry> chosen(Bundle bundle) {
        return new BundleContents(bundle.entries())
                .parts().stream().filter(e -> bundle.source().chooses(e.role())).toList();
    }

    private void announce(Bundle bundle) {
        outbox.publish(new DriverBundlePublished(
                bundle.fileName(),
                bundle.name().host().text(),
                bundle.name().guest().text(),
                bundle.branch(),
                bundle.digest().hex(),
                bundle.parts().stream().map(BundlePublishWorker::told).toList()));
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
}
