package dev.gantry.imagebuilder.flow.bundle;

import dev.gantry.gpu.MalformedValueException;
import dev.gantry.gpu.driver.DriverBundleName;
import dev.gantry.imagebuilder.ImageBuilderSettings;
import dev.gantry.imagebuilder.file.BundleZip;
import dev.gantry.imagebuilder.file.HashedFile;
import dev.gantry.imagebuilder.flow.DataFolder;
import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.Violation;
import dev.gantry.imagebuilder.model.artifact.Sha256;
import dev.gantry.imagebuilder.model.artifact.StoredFile;
import dev.gantry.imagebuilder.model.bundle.Bundle;
import dev.gantry.imagebuilder.model.bundle.BundleContents;
import dev.gantry.imagebuilder.model.bundle.SupersededBundle;
import dev.gantry.imagebuilder.model.bundle.ZipLimits;
import dev.gantry.imagebuilder.store.bundle.BundleRepository;
import dev.gantry.kit.db.RetryingTransaction;
import dev.gantry.kit.job.JobQueue;
import dev.gantry.kit.trace.Ids;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Receives a driver bundle whose bytes come with the request: to disk, hashed and checked, then on its way into the artifact store. */
@ApplicationScoped
public class UploadBundle {

    private final BundleRepository bundles;
    private final JobQueue jobs;
    private final DataFolder data;
    private final ImageBuilderSettings settings;
    private final BundleUsers users;
    private final Clock clock;

    UploadBundle(
            BundleRepository bundles,
            JobQueue jobs,
            DataFolder data,
            ImageBuilderSettings settings,
            BundleUsers users,
            Clock clock) {
        this.bundles = bundles;
        this.jobs = jobs;
        this.data = data;
        this.settings = settings;
        this.users = users;
        this.clock = clock;
    }

    /** What became of it: new, or the same bytes were here already; and what it took the place of. */
    public record Accepted(Bundle bundle, boolean isNew, Optional<SupersededBundle> superseded) {}

    /** What to do with other bytes of the same name that are here already. */
    public enum Existing {
        KEEP,
        SUPERSEDE
    }

    public Accepted upload(String fileName, Bundle.Source source, Existing existing, InputStream body)
            throws IOException {
        DriverBundleName name = parse("X-File-Name", fileName);
        StoredFile file = receive(name, body);
        try {
            Bundle.compare(source.expected(), file, fileName);
            return accept(Bundle.announced(name, source, clock.instant()), file, existing);
        } finally {
            Files.deleteIfExists(file.path());
        }
    }

    /** Checks a file that lies in the incoming folder and makes it this bundle's. */
    Accepted accept(Bundle announced, StoredFile file, Existing existing) throws IOException {
        Optional<Bundle> same = RetryingTransaction.call(() -> sameBytes(announced.fileName(), file, existing));
        if (same.isPresent()) {
            return new Accepted(same.get(), false, Optional.empty());
        }
        BundleContents contents = BundleZip.read(file.path(), ZipLimits.USUAL);
        Path place = data.bundle(file.sha256());
        Files.createDirectories(place.getParent());
        Files.move(file.path(), place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Accepted accepted = RetryingTransaction.call(() -> {
            sameBytes(announced.fileName(), file, existing);
            Optional<Bundle> before = bundles.find(announced.fileName());
            Bundle stored = before.map(b -> b.announcedAnew(announced.source(), announced.createdAt()))
                    .orElse(announced)
                    .stored(file, contents);
            bundles.save(stored);
            jobs.enqueue(BundlePublishWorker.KIND, stored.fileName(), stored.fileName());
            return new Accepted(
                    stored,
                    true,
                    before.filter(b -> b.sha256() != null && existing == Existing.SUPERSEDE)
                            .map(users::of));
        });
        Log.infof(
                "driver bundle accepted bundle=%s bytes=%d sha256=%s",
                announced.fileName(), file.bytes(), file.sha256());
        return accepted;
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

    /** A bundle name stands for one content: other bytes under a name that hosts may already use are refused, unless they are to supersede it. */
    private Optional<Bundle> sameBytes(String fileName, StoredFile file, Existing existing) {
        Optional<Bundle> found = bundles.findForUpdate(fileName).filter(b -> b.sha256() != null && isUsable(b));
        if (existing == Existing.KEEP) {
            found.ifPresent(b -> refuseOther(b, file.sha256()));
        }
        return found.filter(b -> b.digest().equals(file.sha256()));
    }

    private static boolean isUsable(Bundle bundle) {
        return switch (bundle.state()) {
            case STORED, PUBLISHED, WITHDRAWN -> true;
            case ANNOUNCED, FAILED -> false;
        };
    }

    /** {@code found} is what was sent or named now, {@code expected} what is known under this name. */
    static void refuseOther(Bundle known, @Nullable Sha256 sent) {
        Sha256 there = known.sha256() == null ? known.source().expected() : known.sha256();
        if (sent != null && there != null && !sent.equals(there)) {
            throw ProblemException.conflict(
                            "bundle-differs",
                            "Another bundle has this name",
                            "%s is here with sha256 %s; the one sent has %s. If the one here is wrong, send it with ?supersede=true; the answer names who uses the old one."
                                    .formatted(known.fileName(), there, sent))
                    .with("found", sent.hex())
                    .with("expected", there.hex());
        }
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
