package dev.gantry.provisioner.flow.rollout;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rollout as people see it. {@code stopped} says why no further host begins, null while they do. */
public record RolloutView(
        String name,
        long version,
        int canary,
        int maxInFlight,
        int maxUnavailable,
        int failureBudget,
        @Nullable String stopped,
        String createdBy,
        Instant createdAt,
        List<HostProgress> hosts) {

    /** Where one host stands; {@code state} is {@code NOT_ASKED} until inventory asks for it. */
    public record HostProgress(
            String host,
            String state,
            String waiting,
            @Nullable String run) {}

    public RolloutView {
        hosts = List.copyOf(hosts);
    }
}
