package dev.gantry.inventory.rollout.api;

import dev.gantry.inventory.rollout.model.Rollout;
import dev.gantry.inventory.rollout.model.RolloutHost;
import dev.gantry.inventory.rollout.model.RolloutRules;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A rollout as people see it. {@code stopped} says why no further host begins, null while they do. */
@Schema(name = "Rollout")
public record RolloutView(
        String name,
        long version,
        Rollout.State state,
        Rollout.Direction direction,
        Map<String, Object> change,
        int canary,
        int maxInFlight,
        int maxUnavailable,
        int failureBudget,
        long soakSeconds,
        @Nullable String window,
        RolloutBody.@Nullable Drain drain,
        boolean approve,
        @Nullable String stopped,
        String createdBy,
        Instant createdAt,
        List<HostProgress> hosts) {

    /** Where one host stands, and what it waits for; empty for nothing. */
    @Schema(name = "RolloutHostProgress")
    public record HostProgress(
            String host,
            RolloutHost.Stage state,
            String waiting,
            @Nullable Instant begunAt) {}

    static RolloutView of(Rollout rollout) {
        RolloutRules rules = rollout.rules();
        return new RolloutView(
                rollout.name(),
                rollout.version(),
                rollout.state(),
                rollout.direction(),
                rollout.change(),
                rules.canary(),
                rules.maxInFlight(),
                rules.maxUnavailable(),
                rules.failureBudget(),
                rules.soakSeconds(),
                rules.window(),
                RolloutBody.Drain.of(rules.drain()),
                rules.approves(),
                rollout.reason(),
                rollout.by(),
                rollout.at(),
                rollout.hosts().stream()
                        .map(h -> new HostProgress(h.host(), h.stage(), h.waits(), h.begunAt()))
                        .toList());
    }
}
