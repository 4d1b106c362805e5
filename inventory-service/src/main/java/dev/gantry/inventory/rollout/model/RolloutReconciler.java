package dev.gantry.inventory.rollout.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One look at all hosts of a rollout, and what follows from it. Pure: whoever takes over after a crash comes to the same. */
public final class RolloutReconciler {

    private final RolloutRules rules;
    private final Map<String, RolloutHostStatus> standings;
    private final List<RolloutHost> hosts;
    private final @Nullable Instant opens;

    public RolloutReconciler(Rollout rollout, Map<String, RolloutHostStatus> standings, Instant now) {
        this.rules = rollout.rules();
        this.opens = rules.opens(now).orElse(null);
        this.standings = Map.copyOf(standings);
        Duration soak = Duration.ofSeconds(rules.soakSeconds());
        this.hosts = rollout.hosts().stream()
                .map(h -> {
                    RolloutHostStatus seen = standings.get(h.host());
                    return seen == null
                            ? h.at(RolloutHost.Stage.FAILED, "it is not known any more")
                            : h.seen(seen, now, soak);
                })
                .toList();
    }

    /** As they stand now. */
    public List<RolloutHost> hosts() {
        return hosts;
    }

    public boolean isDone() {
        return hosts.stream().allMatch(h -> h.stage() == RolloutHost.Stage.SUCCEEDED);
    }

    /** Nothing is left to do but what people mend. */
    public boolean isSettled() {
        return hosts.stream()
                .allMatch(h -> h.stage() == RolloutHost.Stage.SUCCEEDED || h.stage() == RolloutHost.Stage.FAILED);
    }

    /** Why no further host may begin at all. */
    public Optional<String> stops() {
        List<String> failed = hosts.stream()
                .filter(h -> h.stage() == RolloutHost.Stage.FAILED)
                .map(RolloutHost::host)
                .toList();
        return failed.size() > rules.failureBudget()
                ? Optional.of("failed: " + String.join(", ", failed) + "; the budget is " + rules.failureBudget())
                : Optional.empty();
    }

    /** What has to be asked for so that hosts go on. */
    public Map<String, RolloutHost.Order> orders() {
        Map<String, RolloutHost.Order> orders = new HashMap<>();
        for (RolloutHost host : hosts) {
            RolloutHostStatus standing = standings.get(host.host());
            if (standing != null && host.isOpen()) {
                orders.put(host.host(), host.order(standing, rules));
            }
        }
        return orders;
    }

    /** What each host that has not begun waits for; null for those that may begin now. */
    public Map<String, @Nullable String> holds() {
        Map<String, @Nullable String> holds = new HashMap<>();
        List<RolloutHost> away = new ArrayList<>(hosts.stream()
                .filter(h -> h.isOpen() || h.stage() == RolloutHost.Stage.FAILED)
                .toList());
        int open = (int) hosts.stream().filter(RolloutHost::isOpen).count();
        for (RolloutHost host : hosts) {
            if (host.stage() != RolloutHost.Stage.WAITING) {
                continue;
            }
            String why = why(host, away, open);
            holds.put(host.host(), why);
            if (why == null) {
                away.add(host);
                open++;
            }
        }
        return holds;
    }

    private @Nullable String why(RolloutHost host, List<RolloutHost> away, int open) {
        List<RolloutHost> canaries = hosts.subList(0, Math.min(rules.canary(), hosts.size()));
        String left = canaries.contains(host)
                ? ""
                : canaries.stream()
                        .filter(h -> h.stage() != RolloutHost.Stage.SUCCEEDED)
                        .map(RolloutHost::host)
                        .collect(Collectors.joining(", "));
        if (!left.isEmpty()) {
            return "for canary " + left + " to succeed";
        }
        if (opens != null) {
            return "for the window " + rules.window() + ", which opens at " + opens;
        }
        if (open >= rules.maxInFlight()) {
            return "for its turn; at most " + rules.maxInFlight() + " at a time";
        }
        return rules.maxUnavailable() == 0 ? null : crowded(host, away);
    }

    private @Nullable String crowded(RolloutHost host, List<RolloutHost> away) {
        RolloutHostStatus own = standings.get(host.host());
        for (String part : own == null ? List.<String>of() : own.parts()) {
            List<String> names = away.stream()
                    .filter(h -> parts(h).contains(part))
                    .map(RolloutHost::host)
                    .toList();
            if (names.size() >= rules.maxUnavailable()) {
                return "for one of " + String.join(", ", names) + " to be back; at most " + rules.maxUnavailable()
                        + " of " + part + " at a time";
            }
        }
        return null;
    }

    private List<String> parts(RolloutHost host) {
        RolloutHostStatus standing = standings.get(host.host());
        return standing == null ? List.of() : standing.parts();
    }
}
