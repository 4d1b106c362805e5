package dev.gantry.imagebuilder.flow.bundle;

import dev.gantry.imagebuilder.flow.DataFolder;
import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.bundle.Bundle;
import dev.gantry.imagebuilder.model.bundle.BundleState;
import dev.gantry.imagebuilder.model.bundle.PartRole;
import dev.gantry.imagebuilder.store.bundle.BundleRepository;
import dev.gantry.kit.job.JobQueue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.file.Files;
import java.util.List;

/** Publishes a bundle once more without its bytes being sent again: after a Pulp that was away too long or was lost, or with other parts. */
@ApplicationScoped
public class RepublishBundle {

    private final BundleRepository bundles;
    private final BundleService find;
    private final JobQueue jobs;
    private final DataFolder data;

    RepublishBundle(BundleRepository bundles, BundleService find, JobQueue jobs, DataFolder data) {
        this.bundles = bundles;
        this.find = find;
        this.jobs = jobs;
        this.data = data;
    }

    /** What is published already and not chosen any more stays published. */
    @Transactional
    public Bundle publish(String name, List<PartRole> chosen) {
        Bundle bundle = bundles.findForUpdate(name).orElseGet(() -> find.find(name));
        boolean isHere = bundle.state() != BundleState.ANNOUNCED
                && !bundle.entries().isEmpty()
                && Files.isRegularFile(data.bundle(bundle.digest()));
        if (!isHere) {
            throw ProblemException.conflict(
                    "bundle-not-here",
                    "Bundle has no bytes here",
                    "%s is %s and its bytes are not here; send or register it again.".formatted(name, bundle.state()));
        }
        Bundle again = bundle.again(chosen);
        bundles.save(again);
        jobs.enqueue(BundlePublishWorker.KIND, name, name);
        return again;
    }
}
