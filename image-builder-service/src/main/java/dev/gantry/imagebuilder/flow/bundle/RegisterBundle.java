package dev.gantry.imagebuilder.flow.bundle;

import dev.gantry.gpu.driver.DriverBundleName;
import dev.gantry.imagebuilder.file.LocalFiles;
import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.Violation;
import dev.gantry.imagebuilder.model.bundle.Bundle;
import dev.gantry.imagebuilder.model.bundle.BundleAddress;
import dev.gantry.imagebuilder.model.bundle.BundleState;
import dev.gantry.imagebuilder.store.bundle.BundleRepository;
import dev.gantry.kit.client.TargetPolicy;
import dev.gantry.kit.client.TargetUrl;
import dev.gantry.kit.db.RetryingTransaction;
import dev.gantry.kit.job.JobQueue;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/** Registers a driver bundle that lies at an http(s) address or in a file of this machine; it is fetched by a job. */
@ApplicationScoped
public class RegisterBundle {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    private final BundleRepository bundles;
    private final JobQueue jobs;
    private final LocalFiles files;
    private final BundleUsers users;
    private final TargetPolicy targets;
    private final Clock clock;

    RegisterBundle(
            BundleRepository bundles,
            JobQueue jobs,
            LocalFiles files,
            BundleUsers users,
            TargetPolicy targets,
            Clock clock) {
        this.bundles = bundles;
        this.jobs = jobs;
        this.files = files;
        this.users = users;
        this.targets = targets;
        this.clock = clock;
    }

    /** @param source with its URL, as it was given */
    public UploadBundle.Accepted register(Bundle.Source source, UploadBundle.Existing existing)
            throws InterruptedException {
        BundleAddress address = BundleAddress.parse(String.valueOf(source.url()));
        DriverBundleName name = UploadBundle.parse("url", address.fileName());
        Optional<Path> file = address.file();
        if (file.isPresent()) {
            refuseIrregular(file.get());
        } else {
            refuseForbidden(address);
        }
        Bundle.Source from = new Bundle.Source(address.uri().toString(), source.expected(), source.chosen());
        return RetryingTransaction.call(() -> announce(name, from, existing));
    }

    private UploadBundle.Accepted announce(
            DriverBundleName name, Bundle.Source source, UploadBundle.Existing existing) {
        Optional<Bundle> known = bundles.findForUpdate(name.toString()).filter(b -> b.state() != BundleState.FAILED);
        boolean isSuperseded = existing == UploadBundle.Existing.SUPERSEDE;
        if (known.isPresent() && !isSuperseded) {
            UploadBundle.refuseOther(known.get(), source.expected());
            return new UploadBundle.Accepted(known.get(), false, Optional.empty());
        }
        Bundle bundle = known.map(k -> k.announcedAnew(source, clock.instant()))
                .orElseGet(() -> Bundle.announced(name, source, clock.instant()));
        bundles.save(bundle);
        jobs.enqueue(BundleFetchWorker.KIND, bundle.fileName(), bundle.fileName());
        return new UploadBundle.Accepted(bundle, true, known.map(users::of));
    }

    /** What its name leads to is held against the same policy when it is fetched, after every redirect again. */
    private void refuseForbidden(BundleAddress address) {
        TargetUrl.problem(address.uri().toString(), SCHEMES, targets).ifPresent(expected -> {
            throw ProblemException.invalid(
                    "url-malformed",
                    "Address not usable",
                    new Violation(
                            "url",
                            address.uri().toString(),
                            expected,
                            "Give the address of a server that may be called, or have it allowed by"
                                    + " gantry.outgoing.allow"));
        });
    }

    /** A missing file may still come; what is there and no file never ends, or never answers. */
    private void refuseIrregular(Path file) throws InterruptedException {
        LocalFiles.Kind kind = files.kindOf(file);
        String found =
                switch (kind) {
                    case REGULAR, MISSING -> "";
                    case FOLDER -> "a folder";
                    case NOT_REGULAR -> "a pipe, socket or device";
                    case NOT_ANSWERING -> "a file system that does not answer";
                };
        if (!found.isEmpty()) {
            throw ProblemException.invalid(
                    "file-not-regular",
                    "Not a regular file",
                    new Violation("url", found, "a regular file that can be read", "Name the bundle's zip itself"));
        }
    }
}
