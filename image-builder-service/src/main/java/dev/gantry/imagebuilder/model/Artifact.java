package dev.gantry.imagebuilder.model;

import java.nio.file.Path;

/** A file to be published under {@code relativePath} of a repository. */
public record Artifact(String relativePath, Path file, Sha256 sha256, long bytes) {

    public Artifact(String relativePath, StoredFile stored) {
        this(relativePath, stored.path(), stored.sha256(), stored.bytes());
    }
}
