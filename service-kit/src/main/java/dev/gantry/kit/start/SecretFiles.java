package dev.gantry.kit.start;

import io.smallrye.config.EnvConfigSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.ConfigSourceProvider;

/**
 * Settings whose value lies in a file: {@code GANTRY_DB_PASSWORD_FILE=/run/secrets/db} stands for {@code GANTRY_DB_PASSWORD},
 * so that a secret is neither in the environment nor in a unit. The variable itself wins where both are there.
 */
public final class SecretFiles implements ConfigSourceProvider {
    private static final String SUFFIX = "_FILE";
    /** Just below the environment. */
    private static final int ORDINAL = 299;
    /** Settings that are a file by themselves. */
    private static final Set<String> FILES_THEMSELVES =
            Set.of("GANTRY_TOKEN_FILE", "GANTRY_CA_FILE", "GANTRY_API_TOKENS_FILE");

    @Override
    public Iterable<ConfigSource> getConfigSources(ClassLoader loader) {
        Map<String, String> found = read(System.getenv());
        return found.isEmpty() ? List.of() : List.of(new EnvConfigSource(found, ORDINAL));
    }

    /** Throws {@link UncheckedIOException} naming the variable, when its file cannot be read. */
    static Map<String, String> read(Map<String, String> environment) {
        Map<String, String> found = new HashMap<>();
        environment.forEach((name, file) -> {
            if (standsForAnother(name) && !file.isBlank()) {
                found.put(name.substring(0, name.length() - SUFFIX.length()), content(name, file));
            }
        });
        return found;
    }

    private static boolean standsForAnother(String name) {
        if (!name.endsWith(SUFFIX) || FILES_THEMSELVES.contains(name)) {
            return false;
        }
        return name.startsWith("GANTRY_")
                || name.startsWith("KAFKA_")
                || name.endsWith("_PASSWORD_FILE")
                || name.endsWith("_SECRET_FILE");
    }

    private static String content(String name, String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " names " + file + ", which cannot be read", e);
        }
    }
}
