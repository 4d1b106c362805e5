package dev.gantry.inventory.rollout.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One change, made to many hosts in stages.
 *
 * @param version rises with each change by people, for If-Match
 * @param change variables that each host gets, by name; empty: hosts are only brought to what is desired of them already
 * @param hosts in the order in which they begin
 * @param reason why it is stopped; null otherwise
 */
public record Rollout(
        String name,
        long version,
        State state,
        Direction direction,
        Map<String, Object> change,
        RolloutRules rules,
        List<RolloutHost> hosts,
        @Nullable String reason,
        String by,
        Instant at) {

    /** Value of a variable of the change that stands for the boot in which a host is when its turn comes. */
    public static final String PRESENT_BOOT = "{present boot}";

    /** {@code STOPPED}: no further host begins, those that did go on. */
    public enum State {
        RUNNING,
        STOPPED,
        SUCCEEDED
    }

    /** {@code BACK}: hosts that were changed get back what they had, by the same rules. */
    public enum Direction {
        FORWARD,
        BACK
    }

    public Rollout {
        change = Collections.unmodifiableMap(new TreeMap<>(change));
        hosts = List.copyOf(hosts);
    }

    /** What is wanted: which hosts, in order, get which variables, by which rules. */
    public record Request(List<String> hosts, Map<String, Object> change, RolloutRules rules) {

        public Request {
            hosts = List.copyOf(hosts);
        }
    }

    public static Rollout made(String name, Request request, String by, Instant now) {
        return new Rollout(
                name,
                1,
                State.RUNNING,
                Direction.FORWARD,
                request.change(),
                request.rules(),
                request.hosts().stream().map(RolloutHost::waiting).toList(),
                null,
                by,
                now);
    }

    public Rollout with(List<RolloutHost> now) {
        return new Rollout(name, version, state, direction, change, rules, now, reason, by, at);
    }

    public Rollout ruled(RolloutRules other) {
        return new Rollout(name, version + 1, state, direction, change, other, hosts, reason, by, at);
    }

    public Rollout stopped(String why) {
        return new Rollout(name, version + 1, State.STOPPED, direction, change, rules, hosts, why, by, at);
    }

    /** With a new budget, which counts what failed before, too. */
    public Rollout resumed(int failureBudget) {
        return new Rollout(
                name,
                version + 1,
                State.RUNNING,
                direction,
                change,
                rules.withBudget(failureBudget),
                hosts,
                null,
                by,
                at);
    }

    public Rollout succeeded() {
        return new Rollout(name, version, State.SUCCEEDED, direction, change, rules, hosts, null, by, at);
    }

    /** Those that begun get back what they had, the newest first; those whose turn never came are left out. */
    public Rollout rolledBack() {
        List<RolloutHost> begun = new ArrayList<>(hosts.stream()
                .filter(h -> h.begunAt() != null)
                .map(RolloutHost::again)
                .toList());
        Collections.reverse(begun);
        return new Rollout(name, version + 1, State.RUNNING, Direction.BACK, change, rules, begun, null, by, at);
    }

    public int count(RolloutHost.Stage stage) {
        return (int) hosts.stream().filter(h -> h.stage() == stage).count();
    }

    public boolean namesPresentBoot() {
        return direction == Direction.FORWARD && change.containsValue(PRESENT_BOOT);
    }

    /** The host's own variables with the change in them, or with what they were before it. {@code boot} is the one that it is in. */
    public Map<String, Object> applied(RolloutHost host, Map<String, Object> own, String boot) {
        Map<String, Object> changed = new TreeMap<>(own);
        changed.keySet().removeAll(change.keySet());
        changed.putAll(direction == Direction.FORWARD ? change : host.before());
        changed.replaceAll((name, value) -> value.equals(PRESENT_BOOT) ? boot : value);
        return changed;
    }

    /** What of the host's own variables the change replaces. */
    public Map<String, Object> replaced(Map<String, Object> own) {
        Map<String, Object> replaced = new TreeMap<>(own);
        replaced.keySet().retainAll(change.keySet());
        return replaced;
    }
}
