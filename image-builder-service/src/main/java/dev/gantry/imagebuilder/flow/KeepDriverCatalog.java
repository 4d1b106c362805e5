package dev.gantry.imagebuilder.flow;

import dev.gantry.imagebuilder.bundle.DriverCatalogFile;
import dev.gantry.imagebuilder.model.DriverCatalog;
import dev.gantry.imagebuilder.model.Refusal;
import dev.gantry.imagebuilder.model.Sha256;
import dev.gantry.imagebuilder.store.DriverCatalogs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Takes in NVIDIA's driver catalogue and gives it to who compares drivers. */
@ApplicationScoped
public class KeepDriverCatalog {

    private final DriverCatalogs catalogs;
    private final Clock clock;

    KeepDriverCatalog(DriverCatalogs catalogs, Clock clock) {
        this.catalogs = catalogs;
        this.clock = clock;
    }

    /** What is known of the catalogue in use. */
    public record Summary(String sha256, String date, int branches, int drivers, Instant takenInAt) {}

    /** Checked before anything is kept; takes the place of the one before. */
    @Transactional
    public Summary keep(byte[] file) {
        String yaml = new String(file, StandardCharsets.UTF_8);
        DriverCatalogFile.read(yaml);
        catalogs.save(new DriverCatalogs.Kept(yaml, Sha256.of(file).hex(), clock.instant()));
        return summary();
    }

    @Transactional
    public Summary summary() {
        DriverCatalogs.Kept kept = catalogs.find()
                .orElseThrow(() -> Refusal.unknown(
                        "driver-catalog-not-found",
                        "No driver catalogue",
                        "None was sent; PUT /v1/driver-catalog takes vgpuDriverCatalog.yaml in."));
        DriverCatalog catalog = DriverCatalogFile.read(kept.yaml());
        return new Summary(
                kept.sha256(),
                catalog.date(),
                catalog.branches().size(),
                catalog.drivers().size(),
                kept.takenInAt());
    }

    @Transactional
    public void forget() {
        catalogs.delete();
    }

    Optional<DriverCatalog> find() {
        return catalogs.find().map(k -> DriverCatalogFile.read(k.yaml()));
    }
}
