package dev.gantry.inventory.source.git;

import dev.gantry.inventory.source.model.SourceSpec;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The folder with the keys and tokens of sources: who may set a source shall not send any other file of this machine to a server. */
@ApplicationScoped
public class SourceFiles {

    private final Path folder;

    SourceFiles(
            @ConfigProperty(name = "gantry.data-dir") String dataDir,
            @ConfigProperty(name = "gantry.inventory.sources.secrets-path") Optional<String> secretsPath) {
        this.folder = secretsPath.map(Path::of).orElse(Path.of(dataDir, "source-secrets"));
    }

    /** What a path may be, for a person. */
    public String allowed() {
        return "a file in %s, by its name or whole path".formatted(folder);
    }

    /** Links are followed before the place is held against the folder. Empty for what does not lie in it. */
    public Optional<Path> find(String name) {
        try {
            Path real = folder.resolve(name).toRealPath();
            return real.startsWith(folder.toRealPath()) ? Optional.of(real) : Optional.empty();
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    SourceSpec.Access resolved(SourceSpec.Access access) throws SourceFileMissingException {
        return new SourceSpec.Access(
                required("keyPath", access.keyPath()),
                required("knownHosts", access.knownHosts()),
                required("tokenPath", access.tokenPath()),
                required("caPath", access.caPath()));
    }

    private @Nullable String required(String field, @Nullable String name) throws SourceFileMissingException {
        if (name == null) {
            return null;
        }
        return find(name)
                .map(Path::toString)
                .orElseThrow(() -> new SourceFileMissingException(
                        "%s names %s, which is not %s".formatted(field, name, allowed())));
    }

    /** A file that the source names is not there any more. */
    static final class SourceFileMissingException extends IOException {

        private static final long serialVersionUID = 1L;

        SourceFileMissingException(String message) {
            super(message);
        }
    }
}
