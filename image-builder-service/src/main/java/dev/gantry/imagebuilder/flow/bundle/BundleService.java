package dev.gantry.imagebuilder.flow.bundle;

import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.bundle.Bundle;
import dev.gantry.imagebuilder.model.bundle.BundleState;
import dev.gantry.imagebuilder.store.bundle.BundleRepository;
import dev.gantry.kit.page.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/** Finds, lists and deletes driver bundles. */
@ApplicationScoped
public class BundleService {

    private final BundleRepository bundles;

    BundleService(BundleRepository bundles) {
        this.bundles = bundles;
    }

    @Transactional
    public Bundle find(String name) {
        return bundles.find(name)
                .orElseThrow(() -> ProblemException.unknown(
                        "bundle-not-found",
                        "Driver bundle not known",
                        "%s is not known; send it with POST /v1/driver-bundles.".formatted(name)));
    }

    @Transactional
    public Page<Bundle> page(String after, int limit) {
        return Page.of(bundles.list(after, limit + 1), limit, bundles.count(), Bundle::fileName);
    }

    @Transactional
    public List<Bundle> list(String after, int limit) {
        return bundles.list(after, limit);
    }

    /** Forgets a bundle that is not published; published files stay, as hosts may use them. */
    @Transactional
    public void forget(String name) {
        Bundle bundle = find(name);
        if (bundle.state() == BundleState.PUBLISHED) {
            throw ProblemException.conflict(
                    "bundle-published",
                    "Bundle is published",
                    "%s can be in use by hosts: roll the repository back to a version without it first, or send other bytes with ?supersede=true."
                            .formatted(name));
        }
        bundles.delete(name);
    }
}
