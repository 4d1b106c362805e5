package dev.gantry.novaconfig.api;

import dev.gantry.novaconfig.model.finding.Finding;
import dev.gantry.novaconfig.model.publish.LeftAlone;
import dev.gantry.novaconfig.model.publish.Revision;
import dev.gantry.novaconfig.model.publish.RevisionState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A revision as people see it; the files are read by their paths. */
public record RevisionView(
        String id,
        String scope,
        int number,
        String release,
        String digest,
        List<String> files,
        List<String> resourceClasses,
        List<Finding> findings,
        RevisionState state,
        Revision.Cause cause,
        Instant createdAt,
        Revision.@Nullable Publication publication,
        @Nullable String problem,
        List<Finding> conflicts,
        List<LeftAlone> leftAlone) {

    static RevisionView of(Revision r) {
        return new RevisionView(
                r.id(),
                r.scope(),
                r.number(),
                r.content().release(),
                r.content().digest(),
                List.copyOf(r.content().files().keySet()),
                r.content().classes(),
                r.content().findings(),
                r.state(),
                r.cause(),
                r.createdAt(),
                r.publication(),
                r.attempt().problem(),
                r.attempt().conflicts(),
                r.attempt().leftAlone());
    }
}
