package dev.gantry.imagebuilder.store.image;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.gantry.imagebuilder.model.image.ImageDefinition;
import dev.gantry.imagebuilder.model.image.VersionedImage;
import dev.gantry.imagebuilder.store.JsonColumns;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The image definitions in the database. */
@ApplicationScoped
public class ImageRepository implements PanacheRepositoryBase<ImageRow, String> {

    private final JsonColumns json;

    ImageRepository(JsonColumns json) {
        this.json = json;
    }

    public Optional<VersionedImage> find(String name) {
        return findByIdOptional(name).map(this::toVersioned);
    }

    /** By name, after the given one ({@code ""} for the first); at most {@code limit}. */
    public List<VersionedImage> list(String after, int limit) {
        return find("name > ?1 order by name", after).page(0, limit).stream()
                .map(this::toVersioned)
                .toList();
    }

    /** By name. */
    public List<ImageDefinition> definitions() {
        return findAll(Sort.by("name")).stream()
                .map(row -> toVersioned(row).definition())
                .toList();
    }

    /** Stores it; the same definition again leaves the version as it is. */
    public VersionedImage save(ImageDefinition definition, Instant at) {
        ImageRow row = findById(definition.name());
        if (row == null) {
            row = new ImageRow();
            row.name = definition.name();
            row.definition = json.write(definition);
            row.changedAt = at;
            persist(row);
        } else if (!toVersioned(row).definition().equals(definition)) {
            row.definition = json.write(definition);
            row.changedAt = at;
        }
        flush();
        return new VersionedImage(definition, row.version);
    }

    public void delete(String name) {
        deleteById(name);
    }

    private VersionedImage toVersioned(ImageRow row) {
        return new VersionedImage(json.read(row.definition, new TypeReference<ImageDefinition>() {}), row.version);
    }
}
