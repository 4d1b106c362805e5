package dev.gantry.inventory.imports.flow;

import dev.gantry.inventory.model.kayobe.ControlHost;
import java.util.Set;

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
}
