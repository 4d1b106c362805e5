package dev.gantry.imagebuilder.flow.bundle;

import dev.gantry.gpu.MalformedValueException;
import dev.gantry.gpu.driver.DriverBundleName;
import dev.gantry.imagebuilder.ImageBuilderSettings;
import dev.gantry.imagebuilder.file.BundleZip;
import dev.gantry.imagebuilder.file.HashedFile;
import dev.gantry.imagebuilder.flow.DataFolder;
import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.Violation;
import dev.gantry.imagebuilder.model.artifact.StoredFile;
import dev.gantry.imagebuilder.model.bundle.Bundle;
import dev.gantry.imagebuilder.model.bundle.BundleContents;
import dev.gantry.imagebuilder.model.bundle.BundleState;
import dev.gantry.imagebuilder.model.bundle.ZipLimits;
import dev.gantry.imagebuilder.store.bundle.BundleRepository;
import dev.gantry.kit.job.JobQueue;
import dev.gantry.kit.trace.Ids;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Optional;

/** Receives a driver bundle whose bytes come with the request: to disk, hashed and checked, then on its way into the artifact store. */
@ApplicationScoped
public class UploadBundle {

    private final BundleRepository bundles;
    private final JobQueue jobs;
    private final DataFolder data;
    private final ImageBuilderSettings settings;
    private final Clock clock;

    UploadBundle(BundleRepository bundles, JobQueue jobs, DataFolder data, ImageBuilderSettings settings, Clock clock) {
        this.bundles = bundles;
        this.jobs = jobs;
        this.data = data;
        this.settings = settings;
        this.clock = clock;
    }

    /** What became of it: new, or the same bytes were here already. */
    public record Accepted(Bundle bundle, boolean isNew) {}

    public Accepted upload(String fileName, Bundle.Source source, InputStream body) throws IOException {
        DriverBundleName name = parse("X-File-Name", fileName);
        StoredFile file = receive(name, body);
        try {
            Bundle.compare(source.expected(), file, fileName);
            return accept(Bundle.announced(name, source, clock.instant()), file);
        } finally {
            Files.deleteIfExists(file.path());
        }
    }

    /** Checks a file that lies in the incoming folder and makes it this bundle's. */
    Accepted accept(Bundle announced, StoredFile file) throws IOException {
        Optional<Bundle> same = QuarkusTransaction.requiringNew().call(() -> sameBytes(announced.fileName(), file));
        if (same.isPresent()) {
            return new Accepted(same.get(), false);
        }
        BundleContents contents = BundleZip.read(file.path(), ZipLimits.USUAL);
        Path place = data.bundle(file.sha256());
        Files.createDirectories(place.getParent());
        Files.move(file.path(), place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Bundle stored = announced.stored(file, contents);
        QuarkusTransaction.requiringNew().run(() -> {
            sameBytes(announced.fileName(), file);
            bundles.save(stored);
            jobs.enqueue(BundlePublishWorker.KIND, stored.fileName(), stored.fileName());
        });
        Log.infof(
                "driver bundle accepted bundle=%s bytes=%d sha256=%s",
                stored.fileName(), stored.bytes(), stored.digest());
        return new Accepted(stored, true);
    }

    static DriverBundleName parse(String field, String fileName) {
        try {
            return DriverBundleName.parse(fileName);
        } catch (MalformedValueException e) {
            throw ProblemException.invalid(
                    "bundle-name-malformed",
                    "Bundle name not readable",
                    new Violation(
                            field,
                            e.found(),
                            e.expected(),
                            "Keep the file name as NVIDIA's licensing portal gives it"));
        }
    }

    /** A bundle name stands for one content: other bytes under a name that hosts may already use are refused. */
    private Optional<Bundle> sameBytes(String fileName, StoredFile file) {
        Optional<Bundle> found = bundles.findForUpdate(fileName)
                .filter(b -> b.state() == BundleState.STORED || b.state() == BundleState.PUBLISHED);
        found.filter(b -> !b.digest().equals(file.sha256())).ifPresent(b -> {
            throw ProblemException.conflict(
                            "bundle-differs",
                            "Another bundle has this name",
                            "%s is here with sha256 %s; the one sent has %s. Delete the old one first if it is wrong."
                                    .formatted(fileName, b.digest(), file.sha256()))
                    .with("found", file.sha256().hex())
                    .with("expected", b.digest().hex());
        });
        return found;
    }

    private StoredFile receive(DriverBundleName name, InputStream body) throws IOException {
        long limit = settings.bundles().limit().asLongValue();
        try {
            return HashedFile.write(body, data.incoming().resolve(Ids.next() + ".zip"), limit);
        } catch (HashedFile.TooLarge e) {
            throw ProblemException.tooLarge(
                    "bundle-too-large",
                    "Bundle too large",
                    "%s has %s (gantry.image-builder.bundles.limit)".formatted(name, e.getMessage()));
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).contains("No space left")) {
                throw ProblemException.unavailable(
                        "disk-full",
                        "No disk space",
                        "%s has no room for %s; free some and send it again".formatted(data.root(), name));
            }
            throw e;
        }
    }
}
