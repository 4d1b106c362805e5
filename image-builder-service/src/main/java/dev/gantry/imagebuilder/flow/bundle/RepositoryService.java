package dev.gantry.imagebuilder.flow.bundle;

import dev.gantry.imagebuilder.ImageBuilderSettings;
import dev.gantry.imagebuilder.artifact.ArtifactStore;
import dev.gantry.imagebuilder.model.artifact.RepositoryVersion;
import dev.gantry.imagebuilder.model.bundle.Bundle;
import dev.gantry.imagebuilder.model.bundle.BundleState;
import dev.gantry.imagebuilder.store.bundle.BundleRepository;
import dev.gantry.kit.db.RetryingTransaction;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The versions of the repository that bundles are published in, and the way back to one of them. */
@ApplicationScoped
public class RepositoryService {

    private final ArtifactStore artifacts;
    private final BundleRepository bundles;
    private final ImageBuilderSettings settings;

    RepositoryService(ArtifactStore artifacts, BundleRepository bundles, ImageBuilderSettings settings) {
        this.artifacts = artifacts;
        this.bundles = bundles;
        this.settings = settings;
    }

    /** Newest first. */
    public List<RepositoryVersion> versions() {
        return artifacts.versions(settings.artifacts().repository());
    }

    /** Bundles that the version does not hold are withdrawn, those that it holds again are published again. */
    public RepositoryVersion rollBack(long number) {
        RepositoryVersion served = artifacts.rollBack(settings.artifacts().repository(), number);
        RetryingTransaction.run(() -> align(served));
        return served;
    }

    private void align(RepositoryVersion served) {
        for (Bundle bundle : bundles.inStates(List.of(BundleState.PUBLISHED, BundleState.WITHDRAWN))) {
            boolean isServed = bundle.parts().stream().allMatch(p -> served.holds(p.name(), p.sha256()));
            if (isServed && bundle.state() == BundleState.WITHDRAWN) {
                bundles.save(bundle.restored());
            } else if (!isServed && bundle.state() == BundleState.PUBLISHED) {
                Log.warnf("driver bundle withdrawn bundle=%s version=%d", bundle.fileName(), served.number());
                bundles.save(bundle.withdrawn());
            }
        }
    }
}
