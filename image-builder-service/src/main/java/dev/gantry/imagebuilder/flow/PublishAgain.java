package dev.gantry.imagebuilder.flow;

import dev.gantry.imagebuilder.model.Bundle;
import dev.gantry.imagebuilder.model.BundleState;
import dev.gantry.imagebuilder.model.PartRole;
import dev.gantry.imagebuilder.model.Refusal;
import dev.gantry.imagebuilder.store.Bundles;
import dev.gantry.kit.job.JobQueue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.file.Files;
import java.util.List;

/** Publishes a bundle once more without its bytes being sent again: after a Pulp that was away too long or was lost, or with other parts. */
@ApplicationScoped
public class PublishAgain {

    private final Bundles bundles;
    private final FindBundles find;
    private final JobQueue jobs;
    private final DataFolder data;

    PublishAgain(Bundles bundles, FindBundles find, JobQueue jobs, DataFolder data) {
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
            throw Refusal.conflict(
                    "bundle-not-here",
                    "Bundle has no bytes here",
                    "%s is %s and its bytes are not here; send or register it again.".formatted(name, bundle.state()));
        }
        Bundle again = bundle.again(chosen);
        bundles.save(again);
        jobs.enqueue(PublishBundle.KIND, name, name);
        return again;
    }
}
