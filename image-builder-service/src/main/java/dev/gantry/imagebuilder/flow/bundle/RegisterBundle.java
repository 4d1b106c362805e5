package dev.gantry.imagebuilder.flow.bundle;

import dev.gantry.gpu.driver.DriverBundleName;
import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.Violation;
import dev.gantry.imagebuilder.model.artifact.Sha256;
import dev.gantry.imagebuilder.model.bundle.Bundle;
import dev.gantry.imagebuilder.model.bundle.BundleState;
import dev.gantry.imagebuilder.model.bundle.PartRole;
import dev.gantry.imagebuilder.store.bundle.BundleRepository;
import dev.gantry.kit.job.JobQueue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Registers a driver bundle that lies at an http(s) address or in a file of this machine; it is fetched by a job. */
@ApplicationScoped
public class RegisterBundle {

    private static final Set<String> SCHEMES = Set.of("http", "https", "file");

    private final BundleRepository bundles;
    private final JobQueue jobs;
    private final Clock clock;

    RegisterBundle(BundleRepository bundles, JobQueue jobs, Clock clock) {
        this.bundles = bundles;
        this.jobs = jobs;
        this.clock = clock;
    }

    @Transactional
    public UploadBundle.Accepted register(String url, @Nullable Sha256 expected, List<PartRole> chosen) {
        URI address = parse(url);
        String path = address.getPath();
        DriverBundleName name = UploadBundle.parse("url", path.substring(path.lastIndexOf('/') + 1));
        Optional<Bundle> known = bundles.findForUpdate(name.toString()).filter(b -> b.state() != BundleState.FAILED);
        if (known.isPresent()) {
            refuseOther(known.get(), expected);
            return new UploadBundle.Accepted(known.get(), false);
        }
        Bundle bundle =
                Bundle.announced(name, new Bundle.Source(address.toString(), expected, chosen), clock.instant());
        bundles.save(bundle);
        jobs.enqueue(BundleFetchWorker.KIND, bundle.fileName(), bundle.fileName());
        return new UploadBundle.Accepted(bundle, true);
    }

    private static void refuseOther(Bundle known, @Nullable Sha256 expected) {
        Sha256 there = known.sha256() == null ? known.source().expected() : known.sha256();
        if (expected != null && there != null && !expected.equals(there)) {
            throw ProblemException.conflict(
                            "bundle-differs",
                            "Another bundle has this name",
                            "%s is here with sha256 %s; the one named has %s. Delete the old one first if it is wrong."
                                    .formatted(known.fileName(), there, expected))
                    .with("found", expected.hex())
                    .with("expected", there.hex());
        }
    }

    private static URI parse(String url) {
        try {
            URI address = new URI(url.strip());
            boolean isFine = address.getScheme() != null
                    && SCHEMES.contains(address.getScheme())
                    && address.getPath() != null
                    && (address.getScheme().equals("file") || address.getHost() != null);
            if (isFine) {
                return address;
            }
        } catch (URISyntaxException e) {
            // told below, like an address of another kind
        }
        throw ProblemException.invalid(
                "url-malformed",
                "Address not usable",
                new Violation(
                        "url", url, "http://, https:// or file:// and a path", "Give the full address of the bundle"));
    }
}
