package dev.gantry.imagebuilder.flow.image;

import dev.gantry.imagebuilder.flow.channel.GlanceListings;
import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.image.ImageDefinition;
import dev.gantry.imagebuilder.model.image.VersionedImage;
import dev.gantry.imagebuilder.store.image.ImageRepository;
import dev.gantry.kit.http.EntityTags;
import dev.gantry.kit.page.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps image definitions. */
@ApplicationScoped
public class ImageService {

    private final ImageRepository images;
    private final GlanceListings glance;
    private final Clock clock;

    ImageService(ImageRepository images, GlanceListings glance, Clock clock) {
        this.images = images;
        this.glance = glance;
        this.clock = clock;
    }

    /** What became of a definition. */
    public record Defined(VersionedImage image, boolean isNew) {}

    /** @param ifMatch required when the definition is there already */
    @Transactional
    public Defined define(ImageDefinition definition, @Nullable String ifMatch) {
        definition.checked();
        Optional<VersionedImage> known = images.find(definition.name());
        known.ifPresent(k -> EntityTags.require(ifMatch, k.version()));
        VersionedImage saved = images.save(definition, clock.instant());
        if (known.filter(k -> k.version() != saved.version()).isPresent()) {
            // visibility, members and properties are no reason to build, but Glance has to show them
            glance.request(definition.name());
        }
        return new Defined(saved, known.isEmpty());
    }

    @Transactional
    public Optional<ImageDefinition> lookUp(String name) {
        return images.find(name).map(v -> v.definition());
    }

    @Transactional
    public VersionedImage find(String name) {
        return images.find(name)
                .orElseThrow(() -> ProblemException.unknown(
                        "image-not-found",
                        "Image not known",
                        "Image %s is not known; define it with PUT /v1/images/%s.".formatted(name, name)));
    }

    @Transactional
    public Page<VersionedImage> page(String after, int limit) {
        return Page.of(images.list(after, limit + 1), limit, images.count(), image -> image.definition()
                .name());
    }

    /** By name. */
    @Transactional
    public List<ImageDefinition> definitions() {
        return images.definitions();
    }

    /** Its builds and published files stay. */
    @Transactional
    public void forget(String name, @Nullable String ifMatch) {
        EntityTags.require(ifMatch, find(name).version());
        images.delete(name);
    }
}
