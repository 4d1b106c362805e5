package dev.gantry.provisioner.model.run;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a run is for.
 *
 * @param version of the host at inventory, when it was asked for
 * @param groups the host's, as the request named them
 * @param retryOf the ended run that this one tries again
 */
public record RunRequest(
        String host,
        long version,
        RunKind kind,
        List<String> groups,
        @Nullable UUID retryOf) {
    public RunRequest {
        groups = List.copyOf(groups);
    }
}
