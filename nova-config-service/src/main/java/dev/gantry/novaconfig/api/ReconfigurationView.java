package dev.gantry.novaconfig.api;

import dev.gantry.novaconfig.model.publish.Reconfiguration;
import dev.gantry.novaconfig.model.publish.ReconfigurationState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A run of the reconfigure command as people see it. */
public record ReconfigurationView(
        String id,
        List<String> hosts,
        String command,
        ReconfigurationState state,
        @Nullable String result,
        String askedBy,
        Instant askedAt,
        @Nullable Instant endedAt) {

    static ReconfigurationView of(Reconfiguration r) {
        return new ReconfigurationView(
                r.id(),
                r.hosts(),
                r.command(),
                r.state(),
                r.result(),
                r.request().by(),
                r.request().at(),
                r.endedAt());
    }
}
