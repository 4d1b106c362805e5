package dev.gantry.imagebuilder.store.alignment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Optional;

/** The driver catalogue in use. */
@ApplicationScoped
public class DriverCatalogRepository {

    private static final String NAME = "vgpuDriverCatalog.yaml";

    private final EntityManager database;

    DriverCatalogRepository(EntityManager database) {
        this.database = database;
    }

    /** A catalogue as it was sent. */
    public record StoredCatalog(String yaml, String sha256, Instant createdAt) {}

    public Optional<StoredCatalog> find() {
        return Optional.ofNullable(database.find(DriverCatalogRow.class, NAME))
                .map(r -> new StoredCatalog(r.yaml, r.sha256, r.createdAt));
    }

    public void save(StoredCatalog catalog) {
        DriverCatalogRow row = database.find(DriverCatalogRow.class, NAME);
        boolean isNew = row == null;
        if (isNew) {
            row = new DriverCatalogRow();
            row.name = NAME;
        }
        row.yaml = catalog.yaml();
        row.sha256 = catalog.sha256();
        row.createdAt = catalog.createdAt();
        if (isNew) {
            database.persist(row);
        }
    }

    public void delete() {
        database.createQuery("delete from DriverCatalogRow").executeUpdate();
    }
}
