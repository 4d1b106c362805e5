package dev.gantry.imagebuilder.store.bundle;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.gantry.gpu.driver.DriverBundleName;
import dev.gantry.imagebuilder.model.artifact.Sha256;
import dev.gantry.imagebuilder.model.bundle.Bundle;
import dev.gantry.imagebuilder.model.bundle.BundleEntry;
import dev.gantry.imagebuilder.model.bundle.BundleState;
import dev.gantry.imagebuilder.model.bundle.PartRole;
import dev.gantry.imagebuilder.model.bundle.PublishedPart;
import dev.gantry.imagebuilder.store.JsonColumns;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;

/** The driver bundles in the database. */
@ApplicationScoped
public class BundleRepository {

    private final EntityManager database;
    private final JsonColumns json;

    BundleRepository(EntityManager database, JsonColumns json) {
        this.database = database;
        this.json = json;
    }

    public Optional<Bundle> find(String name) {
        return Optional.ofNullable(database.find(BundleRow.class, name)).map(this::toBundle);
    }

    /** The same, held for this transaction. */
    public Optional<Bundle> findForUpdate(String name) {
        return Optional.ofNullable(database.find(BundleRow.class, name, LockModeType.PESSIMISTIC_WRITE))
                .map(this::toBundle);
    }

    /** By name, after the given one ({@code ""} for the first); at most {@code limit}. */
    public List<Bundle> list(String after, int limit) {
        return database.createQuery("from BundleRow where name > :after order by name", BundleRow.class)
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultStream()
                .map(this::toBundle)
                .toList();
    }

    public void save(Bundle bundle) {
        BundleRow row = database.find(BundleRow.class, bundle.fileName());
        boolean isNew = row == null;
        if (isNew) {
            row = new BundleRow();
            row.name = bundle.fileName();
        }
        row.state = bundle.state().name();
        row.url = bundle.source().url();
        row.expected = textOf(bundle.source().expected());
        row.chosen = json.write(bundle.source().chosen());
        row.sha256 = textOf(bundle.sha256());
        row.bytes = bundle.bytes();
        row.entries = json.write(bundle.entries());
        row.parts = json.write(bundle.parts());
        row.reason = bundle.reason();
        row.createdAt = bundle.createdAt();
        if (isNew) {
            database.persist(row);
        }
    }

    public void delete(String name) {
        BundleRow row = database.find(BundleRow.class, name);
        if (row != null) {
            database.remove(row);
        }
    }

    private Bundle toBundle(BundleRow row) {
        return new Bundle(
                DriverBundleName.parse(row.name),
                BundleState.valueOf(row.state),
                new Bundle.Source(
                        row.url, digestOf(row.expected), json.read(row.chosen, new TypeReference<List<PartRole>>() {})),
                digestOf(row.sha256),
                row.bytes,
                json.read(row.entries, new TypeReference<List<BundleEntry>>() {}),
                json.read(row.parts, new TypeReference<List<PublishedPart>>() {}),
                row.reason,
                row.createdAt);
    }

    private static String textOf(Sha256 digest) {
        return digest == null ? null : digest.hex();
    }

    private static Sha256 digestOf(String text) {
        return text == null ? null : new Sha256(text);
    }
}
