package dev.gantry.inventory.imports.flow;

import dev.gantry.inventory.model.kayobe.ControlHost;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a folder is imported.
 *
 * @param configuration the name that the site gives this kayobe configuration; the installation is bound to the first one
 * @param alsoChange hosts that may change although the folder does not hold them, or that may lose their desired state
 */
public record ImportOptions(ControlHost control, String configuration, Set<String> alsoChange, Binding binding) {

    /** Whether the installation may be bound to another configuration or environment than before. */
    public enum Binding {
        KEPT,
        CHANGED
    }

    public ImportOptions {
        alsoChange = Set.copyOf(alsoChange);
    }

    /** What is not said, or blank, is as on the control host of this service's user. */
    public static ControlHost controlHost(
            @Nullable String environment, @Nullable String home, @Nullable String configPath) {
        return new ControlHost(
                said(environment).orElse(null),
                said(home).orElse(Objects.requireNonNullElse(System.getProperty("user.home"), "/root")),
                said(configPath).orElse(ControlHost.DEFAULT_CONFIG_PATH));
    }

    private static Optional<String> said(@Nullable String text) {
        return Optional.ofNullable(text).filter(t -> !t.isBlank());
    }
}
