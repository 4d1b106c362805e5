package dev.gantry.imagebuilder.store.image;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.gantry.imagebuilder.model.image.ImageDefinition;
import dev.gantry.imagebuilder.model.image.VersionedImage;
import dev.gantry.imagebuilder.store.JsonColumns;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The image definitions in the database. */
@ApplicationScoped
public class ImageRepository {

    private final EntityManager database;
    private final JsonColumns json;

    ImageRepository(EntityManager database, JsonColumns json) {
        this.database = database;
        this.json = json;
    }

    public Optional<VersionedImage> find(String name) {
        return Optional.ofNullable(database.find(ImageRow.class, name)).map(this::toVersioned);
    }

    /** By name, after the given one ({@code ""} for the first); at most {@code limit}. */
    public List<VersionedImage> list(String after, int limit) {
        return database.createQuery("from ImageRow where name > :after order by name", ImageRow.class)
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultStream()
                .map(this::toVersioned)
                .toList();
    }

    /** Stores it; the same definition again leaves the version as it is. */
    public VersionedImage save(ImageDefinition definition, Instant at) {
        ImageRow row = database.find(ImageRow.class, definition.name());
        if (row == null) {
            row = new ImageRow();
            row.name = definition.name();
            row.definition = json.write(definition);
            row.changedAt = at;
            database.persist(row);
        } else if (!toVersioned(row).definition().equals(definition)) {
            row.definition = json.write(definition);
            row.changedAt = at;
        }
        database.flush();
        return new VersionedImage(definition, row.version);
    }

    public void delete(String name) {
        database.createQuery("delete from ImageRow where name = :name")
                .setParameter("name", name)
                .executeUpdate();
    }

    private VersionedImage toVersioned(ImageRow row) {
        return new VersionedImage(json.read(row.definition, new TypeReference<ImageDefinition>() {}), row.version);
    }
}
