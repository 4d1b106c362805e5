package dev.gantry.imagebuilder.model;

import org.jspecify.annotations.Nullable;

/** A file of a bundle as it is published; {@code url} is null until it is. */
public record Part(
        String name,
        PartRole role,
        Sha256 sha256,
        long bytes,
        @Nullable String url) {

    public Part at(String publishedUrl) {
        return new Part(name, role, sha256, bytes, publishedUrl);
    }
}
