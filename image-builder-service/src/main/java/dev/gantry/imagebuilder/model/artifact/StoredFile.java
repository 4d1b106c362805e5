package dev.gantry.imagebuilder.model.artifact;

import java.nio.file.Path;

/** A file on disk, hashed while it was written. */
public record StoredFile(Path path, Sha256 sha256, long bytes) {}
