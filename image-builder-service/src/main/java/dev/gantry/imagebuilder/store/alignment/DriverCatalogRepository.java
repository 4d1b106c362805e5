package dev.gantry.imagebuilder.store.alignment;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** The driver catalogue in use. */
@ApplicationScoped
public class DriverCatalogRepository implements PanacheRepositoryBase<DriverCatalogRow, String> {

    private static final String NAME = "vgpuDriverCatalog.yaml";

    /** A catalogue as it was sent. */
    public record StoredCatalog(String yaml, String sha256, Instant createdAt) {}

    public Optional<StoredCatalog> find() {
        return findByIdOptional(NAME).map(r -> new StoredCatalog(r.yaml, r.sha256, r.createdAt));
    }

    public void save(StoredCatalog catalog) {
        DriverCatalogRow row = findById(NAME);
        boolean isNew = row == null;
        if (isNew) {
            row = new DriverCatalogRow();
            row.name = NAME;
        }
        row.yaml = catalog.yaml();
        row.sha256 = catalog.sha256();
        row.createdAt = catalog.createdAt();
        if (isNew) {
            persist(row);
        }
    }

    public void delete() {
        deleteById(NAME);
    }
}
