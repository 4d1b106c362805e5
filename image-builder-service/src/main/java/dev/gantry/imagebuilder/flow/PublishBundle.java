package dev.gantry.imagebuilder.flow;

import dev.gantry.contracts.image.BundlePart;
import dev.gantry.contracts.image.DriverBundlePublished;
import dev.gantry.imagebuilder.ImageBuilderSettings;
import dev.gantry.imagebuilder.bundle.BundleZip;
import dev.gantry.imagebuilder.model.Artifact;
import dev.gantry.imagebuilder.model.Bundle;
import dev.gantry.imagebuilder.model.BundleContents;
import dev.gantry.imagebuilder.model.BundleEntry;
import dev.gantry.imagebuilder.model.BundleState;
import dev.gantry.imagebuilder.model.Part;
import dev.gantry.imagebuilder.model.PartRole;
import dev.gantry.imagebuilder.model.Refusal;
import dev.gantry.imagebuilder.model.Setback;
import dev.gantry.imagebuilder.pulp.ArtifactStore;
import dev.gantry.imagebuilder.store.Bundles;
import dev.gantry.imagebuilder.store.StoredCheckpoints;
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
class PublishBundle implements Worker {

    static final String KIND = "bundle-publish";
    private static final int TRIES = 10;

    private final Bundles bundles;
    private final ArtifactStore artifacts;
    private final StoredCheckpoints checkpoints;
    private final DataFolder data;
    private final ImageBuilderSettings settings;
    private final Outbox outbox;
    private final LeaseGuard fence;

    PublishBundle(
            Bundles bundles,
            ArtifactStore artifacts,
            StoredCheckpoints checkpoints,
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
            List<Part> parts = publish(bundle, folder, work);
            finish(job, bundle.published(parts));
            checkpoints.clear(work);
            return new Outcome.Done();
        } catch (Setback e) {
            return setBack(job, bundle, e);
        } catch (IOException e) {
            return setBack(job, bundle, Setback.of(e));
        } catch (Refusal e) {
            return fail(job, bundle, e.name(), e.detail());
        } finally {
            Folders.delete(folder);
        }
    }

    private List<Part> publish(Bundle bundle, Path folder, String work) throws IOException {
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
                .map(f -> new Part(
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
                    bundle.parts().stream().map(PublishBundle::told).toList()));
        });
        Log.infof("driver bundle published bundle=%s store=%s", bundle.fileName(), artifacts.kind());
    }

    private static BundlePart told(Part part) {
        return new BundlePart(
                part.name(),
                part.role().name(),
                String.valueOf(part.url()),
                part.sha256().hex(),
                part.bytes());
    }

    private Outcome setBack(Job job, Bundle bundle, Setback why) {
        Log.warnf("driver bundle not published bundle=%s reason=%s %s", job.key(), why.reason(), why.detail());
        return why.mayHelp() && job.attempt() < TRIES
                ? new Outcome.Retry(Waits.after(job.attempt()), why.detail())
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
