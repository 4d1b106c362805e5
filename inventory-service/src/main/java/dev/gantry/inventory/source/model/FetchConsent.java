package dev.gantry.inventory.source.model;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a person agreed to when they asked for a fetch; it holds for that fetch alone.
 *
 * @param commit may be taken although the branch's history was replaced
 * @param alsoChange hosts that may change although the folder does not hold them, or that may lose their desired state
 * @param rebinds whether the source may take the place of the configuration that was imported before
 */
public record FetchConsent(@Nullable String commit, Set<String> alsoChange, boolean rebinds) {

    public static final FetchConsent NONE = new FetchConsent(null, Set.of(), false);

    public FetchConsent {
        alsoChange = Set.copyOf(alsoChange);
    }
}
