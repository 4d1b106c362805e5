package dev.gantry.inventory.rollout.model;

import dev.gantry.inventory.model.host.Flag;
import dev.gantry.inventory.model.lifecycle.HostState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One host of a rollout.
 *
 * @param waits what it waits for, or why it failed; empty when for nothing
 * @param begunAt null until its turn came
 * @param begunVersion the host's version then: a later run is the rollout's
 * @param before what the changed variables were; one that was not set is not in it
 */
public record RolloutHost(
        String host,
        Stage stage,
        String waits,
        @Nullable Instant begunAt,
        long begunVersion,
        Map<String, Object> before) {

    /** Where it stands. */
    public enum Stage {
        WAITING,
        UNDER_WAY,
        SOAKING,
        SUCCEEDED,
        FAILED
    }

    /** What the rollout has to ask for so that the host goes on. */
    public enum Order {
        NOTHING,
        APPROVE,
        PROVISION
    }

    private static final Set<Flag> HINDERED = Set.of(Flag.BLOCKED, Flag.LAYOUT_IMPOSSIBLE);
    private static final Set<HostState> ORDERED =
            Set.of(HostState.INSPECTED, HostState.PROVISIONED, HostState.CONFIGURED, HostState.ACTIVE);

    public RolloutHost {
        before = Collections.unmodifiableMap(new TreeMap<>(before));
    }

    public static RolloutHost waiting(String host) {
        return new RolloutHost(host, Stage.WAITING, "", null, 0, Map.of());
    }

    public boolean isOpen() {
        return stage == Stage.UNDER_WAY || stage == Stage.SOAKING;
    }

    public RolloutHost waits(String what) {
        return new RolloutHost(host, stage, what, begunAt, begunVersion, before);
    }

    public RolloutHost begun(Instant now, long version, Map<String, Object> was) {
        return new RolloutHost(host, Stage.UNDER_WAY, "", now, version, was);
    }

    RolloutHost at(Stage next, String what) {
        return new RolloutHost(host, next, what, begunAt, begunVersion, before);
    }

    /** It cannot have the change. */
    public RolloutHost refused(String why) {
        return at(Stage.FAILED, why);
    }

    /** Its turn has not come, but what it was before stays known. */
    RolloutHost again() {
        return new RolloutHost(host, Stage.WAITING, "", null, 0, before);
    }

    /** Where it stands by what the host shows; one that failed and was mended goes on. */
    RolloutHost seen(RolloutHostStatus now, Instant time, Duration soak) {
        Instant begun = begunAt;
        if (begun == null || stage == Stage.SUCCEEDED) {
            return this;
        }
        if (now.state() == HostState.FAILED || now.state() == HostState.RETIRED) {
            return at(Stage.FAILED, now.waits().isEmpty() ? "it is " + now.state() : now.waits());
        }
        return isMade(now, begun) && isSettled(now)
                ? soaked(now.since().isAfter(begun) ? now.since() : begun, time, soak)
                : at(Stage.UNDER_WAY, now.waits());
    }

    private RolloutHost soaked(Instant since, Instant time, Duration soak) {
        Instant end = since.plus(soak);
        return time.isBefore(end) ? at(Stage.SOAKING, "until " + end) : at(Stage.SUCCEEDED, "");
    }

    private boolean isMade(RolloutHostStatus now, Instant begun) {
        return now.run() > begunVersion || now.isInspectedSince(begun) && now.nothingToDo();
    }

    /** What is to be asked for; only of a host whose inspection is newer than its turn, so that no old plan is carried out. */
    Order order(RolloutHostStatus now, RolloutRules rules) {
        Instant begun = begunAt;
        if (begun == null || !isPlanned(now, begun)) {
            return Order.NOTHING;
        }
        if (now.flags().contains(Flag.NEEDS_APPROVAL)) {
            return rules.approves() ? Order.APPROVE : Order.NOTHING;
        }
        return ORDERED.contains(now.state()) && !now.flags().contains(Flag.PROVISIONING_REQUESTED)
                ? Order.PROVISION
                : Order.NOTHING;
    }

    private boolean isPlanned(RolloutHostStatus now, Instant begun) {
        return stage == Stage.UNDER_WAY
                && now.run() <= begunVersion
                && now.isInspectedSince(begun)
                && !now.nothingToDo()
                && Collections.disjoint(now.flags(), HINDERED);
    }

    private static boolean isSettled(RolloutHostStatus now) {
        return now.state() == HostState.ACTIVE
                && !now.flags().contains(Flag.CHANGE_PENDING)
                && !now.flags().contains(Flag.NEEDS_APPROVAL)
                && !now.flags().contains(Flag.PROVISIONING_REQUESTED);
    }
}
