package dev.gantry.inventory.rollout.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.inventory.model.host.Flag;
import dev.gantry.inventory.model.lifecycle.HostState;
import dev.gantry.inventory.rollout.model.RolloutHost.Order;
import dev.gantry.inventory.rollout.model.RolloutHost.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RolloutReconcilerTest {

    private static final Instant START = Instant.parse("2026-11-30T12:00:00Z");
    private static final RolloutRules RULES = new RolloutRules(1, 4, 2, 1, 0, null, null, true);

    /** A host of a fleet that answers orders as inventory's hosts do: inspected, drained, provisioned, active, a tick each. */
    private static final class Machine {
        HostState state = HostState.ACTIVE;
        long version = 10;
        long run = 5;
        Instant inspectedAt;
        boolean needsApproval;
        boolean fails;
        boolean keepsItsGuests;
        final String group;

        Machine(String group) {
            this.group = group;
        }

        void begin(Instant now) {
            inspectedAt = now.plusSeconds(1);
            needsApproval = true;
        }

        void order(Order order) {
            if (order == Order.APPROVE) {
                needsApproval = false;
                state = HostState.DRAINING;
            }
        }

        void tick() {
            switch (state) {
                case DRAINING -> {
                    if (!keepsItsGuests) {
                        state = HostState.PROVISIONING;
                        run = ++version;
                        inspectedAt = null;
                    }
                }
                case PROVISIONING -> state = fails ? HostState.FAILED : HostState.PROVISIONED;
                case PROVISIONED -> state = HostState.CONFIGURED;
                case CONFIGURED -> state = HostState.ACTIVE;
                default -> {
                    // it waits for orders
                }
            }
        }

        RolloutHostStatus standing() {
            return new RolloutHostStatus(
                    state,
                    START,
                    needsApproval ? Set.of(Flag.NEEDS_APPROVAL) : Set.of(),
                    state == HostState.DRAINING ? "its guests to leave" : state.name(),
                    run,
                    inspectedAt,
                    false,
                    List.of("group " + group));
        }
    }

    private final Map<String, Machine> fleet = new TreeMap<>();
    private Rollout rollout = rollout(RULES, List.of());
    private Instant now = START;
    private int mostAway;
    private int mostOfAGroup;

    private static Rollout rollout(RolloutRules rules, List<String> hosts) {
        return Rollout.made(
                "driver-535", new Rollout.Request(hosts, Map.of("vgpu_driver_url", "new"), rules), "amira", START);
    }

    private void fleetOf(int hosts) {
        IntStream.range(0, hosts).forEach(i -> fleet.put("gpu%02d".formatted(i), new Machine("rack" + i % 5)));
        rollout = rollout(RULES, List.copyOf(fleet.keySet()));
    }

    /** What the worker does in a turn; one that is killed right after it stored what it saw does the rest in the next. */
    private void turn(boolean isKilled) {
        now = now.plusSeconds(2);
        Map<String, RolloutHostStatus> standings = new HashMap<>();
        fleet.forEach((name, machine) -> standings.put(name, machine.standing()));
        RolloutReconciler turn = new RolloutReconciler(rollout, standings, now);
        rollout = rollout.with(turn.hosts());
        if (turn.isDone()) {
            rollout = rollout.succeeded();
        } else if (turn.stops().isPresent()) {
            rollout = rollout.stopped(turn.stops().get());
        }
        if (isKilled) {
            return;
        }
        turn.orders().forEach((host, order) -> fleet.get(host).order(order));
        if (rollout.state() == Rollout.State.RUNNING) {
            turn.holds().forEach((host, why) -> {
                if (why == null) {
                    begin(host);
                }
            });
        }
        count();
        fleet.values().forEach(Machine::tick);
    }

    private void begin(String host) {
        Machine machine = fleet.get(host);
        List<RolloutHost> hosts = new ArrayList<>();
        for (RolloutHost h : rollout.hosts()) {
            hosts.add(h.host().equals(host) ? h.begun(now, machine.version, Map.of("vgpu_driver_url", "old")) : h);
        }
        rollout = rollout.with(hosts);
        machine.begin(now);
    }

    private void count() {
        List<Machine> away =
                fleet.values().stream().filter(m -> m.state != HostState.ACTIVE).toList();
        mostAway = Math.max(mostAway, (int)
                away.stream().filter(m -> m.state != HostState.FAILED).count());
        Map<String, Integer> byGroup = new HashMap<>();
        away.forEach(m -> byGroup.merge(m.group, 1, Integer::sum));
        mostOfAGroup = Math.max(
                mostOfAGroup, byGroup.values().stream().mapToInt(i -> i).max().orElse(0));
    }

    private Map<String, Stage> stages() {
        Map<String, Stage> stages = new TreeMap<>();
        rollout.hosts().forEach(h -> stages.put(h.host(), h.stage()));
        return stages;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3, 7})
    void fleetOfTwentyEndsInEffectOrNamedWithinAllLimitsHoweverOftenTheWorkerIsKilled(int killedEvery) {
        // given
        fleetOf(20);
        fleet.get("gpu07").fails = true;
        fleet.get("gpu11").keepsItsGuests = true;
        // when
        for (int i = 1; i < 300; i++) {
            turn(killedEvery > 0 && i % killedEvery == 0);
        }
        // then
        assertThat(stages()).containsEntry("gpu07", Stage.FAILED).containsEntry("gpu11", Stage.UNDER_WAY);
        assertThat(stages().entrySet().stream().filter(e -> e.getValue() == Stage.SUCCEEDED))
                .hasSize(18);
        assertThat(rollout.state()).isEqualTo(Rollout.State.RUNNING);
        assertThat(mostAway).isLessThanOrEqualTo(RULES.maxInFlight());
        assertThat(mostOfAGroup).isLessThanOrEqualTo(RULES.maxUnavailable());
        assertThat(rollout.hosts().stream()
                        .filter(h -> h.host().equals("gpu11"))
                        .findFirst())
                .hasValueSatisfying(h -> assertThat(h.waits()).isEqualTo("its guests to leave"));
        // and what a person mends goes on
        fleet.get("gpu07").fails = false;
        fleet.get("gpu07").state = HostState.PROVISIONING;
        fleet.get("gpu11").keepsItsGuests = false;
        for (int i = 0; i < 20; i++) {
            turn(false);
        }
        assertThat(rollout.state()).isEqualTo(Rollout.State.SUCCEEDED);
    }

    @Test
    void failingCanaryIsTheOnlyHostThatIsTouched() {
        // given
        fleetOf(5);
        rollout = rollout(new RolloutRules(1, 4, 0, 0, 0, null, null, true), List.copyOf(fleet.keySet()));
        fleet.get("gpu00").fails = true;
        // when
        for (int i = 0; i < 50; i++) {
            turn(false);
        }
        // then
        assertThat(rollout.state()).isEqualTo(Rollout.State.STOPPED);
        assertThat(rollout.reason()).isEqualTo("failed: gpu00; the budget is 0");
        assertThat(stages().values())
                .containsExactly(Stage.FAILED, Stage.WAITING, Stage.WAITING, Stage.WAITING, Stage.WAITING);
        // when
        rollout = rollout.rolledBack();
        // then
        assertThat(rollout.hosts()).extracting(RolloutHost::host).containsExactly("gpu00");
        assertThat(rollout.applied(rollout.hosts().getFirst(), Map.of("vgpu_driver_url", "new", "other", 1), "boot-1"))
                .isEqualTo(Map.of("vgpu_driver_url", "old", "other", 1));
    }

    @Test
    void oldPlanIsNeitherApprovedNorCarriedOutAndBlockedOnesWait() {
        // given
        RolloutHost host = RolloutHost.waiting("gpu00").begun(START, 10, Map.of());
        Instant before = START.minusSeconds(60);
        Instant after = START.plusSeconds(1);
        // when, then
        assertThat(host.order(standing(before, Set.of(Flag.NEEDS_APPROVAL)), RULES))
                .isEqualTo(Order.NOTHING);
        assertThat(host.order(standing(after, Set.of(Flag.NEEDS_APPROVAL)), RULES))
                .isEqualTo(Order.APPROVE);
        assertThat(host.order(standing(after, Set.of(Flag.NEEDS_APPROVAL, Flag.BLOCKED)), RULES))
                .isEqualTo(Order.NOTHING);
        assertThat(host.order(standing(after, Set.of()), RULES)).isEqualTo(Order.PROVISION);
        RolloutRules asking = new RolloutRules(1, 1, 0, 0, 0, null, null, false);
        assertThat(host.order(standing(after, Set.of(Flag.NEEDS_APPROVAL)), asking))
                .isEqualTo(Order.NOTHING);
    }

    @Test
    void beginsOnlyWhileTheWindowIsOpen() {
        // given: START and the window are in UTC
        RolloutRules rules = new RolloutRules(0, 4, 0, 0, 0, "daily 22:00-02:00", null, true);
        Rollout rollout = rollout(rules, List.of("gpu00"));
        Map<String, RolloutHostStatus> seen = Map.of("gpu00", standing(START, Set.of()));
        // when, then
        assertThat(new RolloutReconciler(rollout, seen, Instant.parse("2026-12-01T21:59:59Z")).holds())
                .containsEntry("gpu00", "for the window daily 22:00-02:00, which opens at 2026-12-01T22:00:00Z");
        assertThat(new RolloutReconciler(rollout, seen, Instant.parse("2026-12-02T01:59:59Z")).holds())
                .containsEntry("gpu00", null);
    }

    @Test
    void aRestartLeavesTheBootThatTheHostIsInThen() {
        // given
        Map<String, Object> reboot = Map.of("gantry_reboot_from", Rollout.PRESENT_BOOT);
        Rollout rollout = Rollout.made("r", new Rollout.Request(List.of("gpu00"), reboot, RULES), "amira", START);
        RolloutHost host = rollout.hosts().getFirst().begun(START, 7, Map.of("gantry_reboot_from", "boot-1"));
        // when, then
        assertThat(rollout.applied(host, Map.of("own", 1), "boot-2"))
                .isEqualTo(Map.of("own", 1, "gantry_reboot_from", "boot-2"));
        assertThat(rollout.with(List.of(host)).rolledBack().applied(host, Map.of(), "boot-3"))
                .isEqualTo(Map.of("gantry_reboot_from", "boot-1"));
    }

    @Test
    void hostCountsOnlyAfterItsSoak() {
        // given
        RolloutHost host = RolloutHost.waiting("gpu00").begun(START, 10, Map.of());
        RolloutHostStatus active = new RolloutHostStatus(
                HostState.ACTIVE, START.plusSeconds(60), Set.of(), "", 12, null, false, List.of());
        Duration soak = Duration.ofSeconds(600);
        // when, then
        assertThat(host.seen(active, START.plusSeconds(100), soak).stage()).isEqualTo(Stage.SOAKING);
        assertThat(host.seen(active, START.plusSeconds(661), soak).stage()).isEqualTo(Stage.SUCCEEDED);
    }

    private static RolloutHostStatus standing(Instant inspectedAt, Set<Flag> flags) {
        return new RolloutHostStatus(HostState.ACTIVE, START, flags, "", 5, inspectedAt, false, List.of());
    }
}
