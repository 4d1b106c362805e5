package dev.gantry.kit.architecture;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The layers of a service and whom each may use. {@link #CLIENT} is every other package: one for each outside system. */
enum Layer {
    API,
    EVENTS,
    FLOW,
    STORE,
    CLIENT,
    MODEL,
    /** Classes that stand in the service's own package, outside every layer. */
    ROOT;

    /** The layer itself is always allowed. */
    private Set<Layer> uses() {
        return switch (this) {
            case API, EVENTS -> EnumSet.of(FLOW, MODEL, CLIENT, ROOT);
            case FLOW -> EnumSet.of(STORE, CLIENT, MODEL, ROOT);
            case STORE, CLIENT, ROOT -> EnumSet.of(MODEL, ROOT);
            case MODEL -> EnumSet.noneOf(Layer.class);
        };
    }

    boolean mayUse(Layer other) {
        return this == other || uses().contains(other);
    }

    /**
     * The layer of a package below a service's base package. Layers stand directly below it ({@code model.mig}), or below the
     * package of a whole slice ({@code webhook.store}).
     */
    static Layer of(String base, String packageName) {
        if (packageName.equals(base)) {
            return ROOT;
        }
        String[] parts = packageName.substring(base.length() + 1).split("\\.");
        return named(parts[0])
                .or(() -> parts.length > 1 ? named(parts[1]) : Optional.empty())
                .orElse(CLIENT);
    }

    private static Optional<Layer> named(String part) {
        return Arrays.stream(values())
                .filter(layer -> layer != CLIENT && layer != ROOT)
                .filter(layer -> layer.name().toLowerCase(Locale.ROOT).equals(part))
                .findFirst();
    }
}
