package dev.gantry.imagebuilder.flow.alignment;

import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.alignment.DriverCatalog;
import dev.gantry.imagebuilder.model.artifact.Sha256;
import dev.gantry.imagebuilder.store.alignment.DriverCatalogRepository;
import dev.gantry.imagebuilder.yaml.DriverCatalogReader;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Stores NVIDIA's driver catalogue and gives it to who compares drivers. */
@ApplicationScoped
public class DriverCatalogService {

    private final DriverCatalogRepository catalogs;
    private final Clock clock;

    DriverCatalogService(DriverCatalogRepository catalogs, Clock clock) {
        this.catalogs = catalogs;
        this.clock = clock;
    }

    /** What is known of the catalogue in use. */
    public record Summary(String sha256, String date, int branches, int drivers, Instant createdAt) {}

    /** Checked before anything is stored; takes the place of the one before. */
    @Transactional
    public Summary store(byte[] file) {
        String yaml = new String(file, StandardCharsets.UTF_8);
        DriverCatalogReader.read(yaml);
        catalogs.save(
                new DriverCatalogRepository.StoredCatalog(yaml, Sha256.of(file).hex(), clock.instant()));
        return summary();
    }

    @Transactional
    public Summary summary() {
        DriverCatalogRepository.StoredCatalog stored = catalogs.find()
                .orElseThrow(() -> ProblemException.unknown(
                        "driver-catalog-not-found",
                        "No driver catalogue",
                        "None was sent; PUT /v1/driver-catalog takes vgpuDriverCatalog.yaml in."));
        DriverCatalog catalog = DriverCatalogReader.read(stored.yaml());
        return new Summary(
                stored.sha256(),
                catalog.date(),
                catalog.branches().size(),
                catalog.drivers().size(),
                stored.createdAt());
    }

    @Transactional
    public void forget() {
        catalogs.delete();
    }

    Optional<DriverCatalog> find() {
        return catalogs.find().map(k -> DriverCatalogReader.read(k.yaml()));
    }
}
