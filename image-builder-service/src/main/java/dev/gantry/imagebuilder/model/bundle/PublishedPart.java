package dev.gantry.imagebuilder.model.bundle;

import dev.gantry.imagebuilder.model.artifact.Sha256;
import org.jspecify.annotations.Nullable;

/** A file of a bundle as it is published; {@code url} is null until it is. */
public record PublishedPart(
        String name,
        PartRole role,
        Sha256 sha256,
        long bytes,
        @Nullable String url) {

    public PublishedPart at(String publishedUrl) {
        return new PublishedPart(name, role, sha256, bytes, publishedUrl);
    }
}
