package dev.gantry.cli.profile;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the command line finds around itself: variables of the environment and folders. */
public record Surroundings(Map<String, String> variables, Path userHome, Path folder) {

    public Surroundings {
        variables = Map.copyOf(variables);
    }

    public static Surroundings ofThisProcess() {
        return new Surroundings(
                System.getenv(),
                Path.of(System.getProperty("user.home")),
                Path.of("").toAbsolutePath());
    }

    /** Null when it is not set or empty. */
    public @Nullable String variable(String name) {
        String value = variables.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** Where the profiles are, {@code ~/.config/gantry/gantry.yaml} unless GANTRY_CONFIG says otherwise. */
    public Path profilesFile() {
        String given = variable("GANTRY_CONFIG");
        if (given != null) {
            return Path.of(given);
        }
        String config = variable("XDG_CONFIG_HOME");
        return (config == null ? userHome.resolve(".config") : Path.of(config))
                .resolve("gantry")
                .resolve("gantry.yaml");
    }

    /** Where logins are kept, {@code ~/.local/state/gantry/logins}. */
    public Path loginsFolder() {
        String state = variable("XDG_STATE_HOME");
        return (state == null ? userHome.resolve(".local").resolve("state") : Path.of(state))
                .resolve("gantry")
                .resolve("logins");
    }

    /** With {@code ~} for the home folder. */
    Path expanded(String path) {
        return path.startsWith("~/") ? userHome.resolve(path.substring(2)) : Path.of(path);
    }
}
