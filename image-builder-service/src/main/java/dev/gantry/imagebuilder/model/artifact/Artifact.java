package dev.gantry.imagebuilder.model.artifact;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** A file to be published under {@code relativePath} of a repository. */
public record Artifact(String relativePath, Path file, Sha256 sha256, long bytes) {

    public Artifact(String relativePath, StoredFile stored) {
        this(relativePath, stored.path(), stored.sha256(), stored.bytes());
    }

    /** The relative path as a URL has it: {@code vgpu key.pub} is {@code vgpu%20key.pub}. */
    public static String urlPath(String relativePath) {
        try {
            return new URI(null, null, "/" + relativePath, null).getRawPath().substring(1);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
