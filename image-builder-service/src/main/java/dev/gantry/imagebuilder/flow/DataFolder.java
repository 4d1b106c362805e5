package dev.gantry.imagebuilder.flow;

import dev.gantry.imagebuilder.model.artifact.Sha256;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where this service keeps files. */
@ApplicationScoped
public class DataFolder {

    private final Path root;

    DataFolder(@ConfigProperty(name = "gantry.data-dir") Path root) {
        this.root = root.toAbsolutePath();
    }

    public Path root() {
        return root;
    }

    /** Files on their way in; whatever is here was not accepted yet. */
    public Path incoming() {
        return root.resolve("incoming");
    }

    /** An accepted bundle, by its digest. */
    public Path bundle(Sha256 sha256) {
        return root.resolve("bundles").resolve(sha256.hex() + ".zip");
    }

    public Path artifacts() {
        return root.resolve("artifacts");
    }

    /** Everything of one build: log, temporary files, image. */
    public Path build(String buildId) {
        return root.resolve("builds").resolve(buildId);
    }

    public Path elements() {
        return root.resolve("elements");
    }

    public Path keys() {
        return root.resolve("keys");
    }
}
