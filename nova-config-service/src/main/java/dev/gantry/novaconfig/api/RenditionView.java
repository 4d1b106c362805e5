package dev.gantry.novaconfig.api;

import dev.gantry.novaconfig.model.Finding;
import dev.gantry.novaconfig.model.LeftAlone;
import dev.gantry.novaconfig.model.Rendition;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rendition as people see it; the files are read by their paths. */
public record RenditionView(
        String id,
        String scope,
        int number,
        String release,
        String digest,
        List<String> files,
        List<String> resourceClasses,
        List<Finding> findings,
        Rendition.State state,
        Rendition.Cause cause,
        Instant createdAt,
        Rendition.@Nullable Publication publication,
        @Nullable String problem,
        List<LeftAlone> leftAlone) {

    static RenditionView of(Rendition r) {
        return new RenditionView(
                r.id(),
                r.scope(),
                r.number(),
                r.release(),
                r.digest(),
                List.copyOf(r.files().keySet()),
                r.classes(),
                r.findings(),
                r.state(),
                r.cause(),
                r.createdAt(),
                r.publication(),
                r.problem(),
                r.leftAlone());
    }
}
