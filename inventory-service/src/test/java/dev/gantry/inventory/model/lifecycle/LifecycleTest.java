package dev.gantry.inventory.model.lifecycle;

import static dev.gantry.inventory.model.lifecycle.HostState.ACTIVE;
import static dev.gantry.inventory.model.lifecycle.HostState.CONFIGURED;
import static dev.gantry.inventory.model.lifecycle.HostState.DRAINING;
import static dev.gantry.inventory.model.lifecycle.HostState.ENROLLED;
import static dev.gantry.inventory.model.lifecycle.HostState.FAILED;
import static dev.gantry.inventory.model.lifecycle.HostState.INSPECTED;
import static dev.gantry.inventory.model.lifecycle.HostState.INSPECTING;
import static dev.gantry.inventory.model.lifecycle.HostState.MAINTENANCE;
import static dev.gantry.inventory.model.lifecycle.HostState.PROVISIONED;
import static dev.gantry.inventory.model.lifecycle.HostState.PROVISIONING;
import static dev.gantry.inventory.model.lifecycle.HostState.RETIRED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.inventory.model.host.ApprovalPolicy;
import dev.gantry.inventory.model.host.Flag;
import dev.gantry.inventory.model.host.Host;
import dev.gantry.inventory.model.host.HostSpec;
import dev.gantry.inventory.model.host.Waiting;
import dev.gantry.inventory.model.variables.Variables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class LifecycleTest {

    /** A state and a trigger, and where they lead: null where the move is refused. */
    record Case(HostState from, Trigger trigger, HostState to) {}

    // Written out by hand and not from the table, so that a slip in either shows.
    private static final Map<HostState, Map<Trigger, HostState>> EXPECTED = new EnumMap<>(Map.ofEntries(
            Map.entry(
                    ENROLLED,
                    Map.of(Trigger.INSPECT, INSPECTING, Trigger.MAINTAIN, MAINTENANCE, Trigger.RETIRE, RETIRED)),
            Map.entry(
                    INSPECTING,
                    Map.of(
                            Trigger.INSPECT, INSPECTING,
                            Trigger.INSPECTED, INSPECTED,
                            Trigger.INSPECTION_FAILED, FAILED,
                            Trigger.TIMED_OUT, FAILED)),
            Map.entry(
                    INSPECTED,
                    Map.of(
                            Trigger.INSPECT, INSPECTING,
                            Trigger.PROVISION, PROVISIONING,
                            Trigger.MAINTAIN, MAINTENANCE,
                            Trigger.RETIRE, RETIRED)),
            Map.entry(
                    PROVISIONING,
                    Map.of(
                            Trigger.PROVISIONED, PROVISIONED,
                            Trigger.PROVISIONING_FAILED, FAILED,
                            Trigger.INSPECTION_FAILED, PROVISIONING,
                            Trigger.TIMED_OUT, FAILED)),
            Map.entry(
                    PROVISIONED,
                    Map.of(
                            Trigger.INSPECT, PROVISIONED,
                            Trigger.INSPECTED, PROVISIONED,
                            Trigger.INSPECTION_FAILED, PROVISIONED,
                            Trigger.HOST_KEY_CHANGED, FAILED,
                            Trigger.PROVISION, PROVISIONING,
                            Trigger.CONFIGURED, CONFIGURED,
                            Trigger.MAINTAIN, MAINTENANCE,
                            Trigger.RETIRE, RETIRED)),
            Map.entry(CONFIGURED, offered(CONFIGURED, Map.of(Trigger.ACTIVATE, ACTIVE))),
            Map.entry(ACTIVE, offered(ACTIVE, Map.of())),
            Map.entry(
                    DRAINING,
                    Map.of(
                            Trigger.INSPECT, DRAINING,
                            Trigger.INSPECTED, DRAINING,
                            Trigger.INSPECTION_FAILED, DRAINING,
                            Trigger.HOST_KEY_CHANGED, FAILED,
                            Trigger.DRAINED, PROVISIONING,
                            Trigger.MAINTAIN, MAINTENANCE,
                            Trigger.RESUME, CONFIGURED,
                            Trigger.TIMED_OUT, FAILED)),
            Map.entry(
                    FAILED,
                    Map.of(
                            Trigger.INSPECT, INSPECTING,
                            Trigger.INSPECTED, INSPECTED,
                            Trigger.PROVISIONED, PROVISIONED,
                            Trigger.RETRY_INSPECTION, INSPECTING,
                            Trigger.RETRY_PROVISIONING, PROVISIONING,
                            Trigger.RETRY_DRAINING, DRAINING,
                            Trigger.MAINTAIN, MAINTENANCE,
                            Trigger.RETIRE, RETIRED)),
            Map.entry(MAINTENANCE, Map.of(Trigger.RESUME, INSPECTING, Trigger.RETIRE, RETIRED)),
            Map.entry(RETIRED, Map.of())));

    private static Map<Trigger, HostState> offered(HostState state, Map<Trigger, HostState> more) {
        Map<Trigger, HostState> transitions = new EnumMap<>(Map.of(
                Trigger.INSPECT, state,
                Trigger.INSPECTED, state,
                Trigger.INSPECTION_FAILED, state,
                Trigger.HOST_KEY_CHANGED, FAILED,
                Trigger.PROVISION, DRAINING,
                Trigger.PROVISION_IN_PLACE, PROVISIONING,
                Trigger.DRAIN, DRAINING,
                Trigger.CONFIGURED, state,
                Trigger.MAINTAIN, MAINTENANCE,
                Trigger.RETIRE, RETIRED));
        transitions.putAll(more);
        return transitions;
    }

    static List<Case> everyPair() {
        List<Case> cases = new ArrayList<>();
        for (HostState state : HostState.values()) {
            for (Trigger trigger : Trigger.values()) {
                cases.add(new Case(state, trigger, EXPECTED.get(state).get(trigger)));
            }
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void everyPairIsAllowedOrRefusedAsExpected(Case pair) {
        // when
        Optional<Transition> move = Lifecycle.transition(pair.from(), pair.trigger());
        // then
        assertThat(move.map(Transition::to)).isEqualTo(Optional.ofNullable(pair.to()));
    }

    @ParameterizedTest
    @EnumSource
    void everyWorkingStateHasADeadlineExitAndAWayBack(HostState state) {
        // when
        boolean endsInFailure = Lifecycle.transition(state, Trigger.TIMED_OUT)
                .map(Transition::to)
                .equals(Optional.of(FAILED));
        Optional<HostState> back =
                state.retry().flatMap(t -> Lifecycle.transition(FAILED, t)).map(Transition::to);
        // then
        assertThat(endsInFailure).isEqualTo(state.isWorking());
        assertThat(back).isEqualTo(state.isWorking() ? Optional.of(state) : Optional.empty());
    }

    @ParameterizedTest
    @EnumSource
    void everyStateButRetiredCanBeLeft(HostState state) {
        // when
        boolean canBeLeft = Lifecycle.transitions().stream().anyMatch(m -> m.from() == state && !m.staysThere());
        // then
        assertThat(canBeLeft).isEqualTo(state != RETIRED);
    }

    /** By which trigger an operation takes a host on; those without are no transition. */
    private static final Map<Operation, List<Trigger>> TRIGGERS = Map.of(
            Operation.INSPECT, List.of(Trigger.INSPECT),
            Operation.PROVISION, List.of(Trigger.PROVISION),
            Operation.ACTIVATE, List.of(Trigger.ACTIVATE),
            Operation.DRAIN, List.of(Trigger.DRAIN),
            Operation.CONFIRM_DRAINED, List.of(Trigger.DRAINED),
            Operation.RETRY, List.of(Trigger.RETRY_INSPECTION),
            Operation.RETIRE, List.of(Trigger.RETIRE));

    @ParameterizedTest
    @EnumSource
    void operationsOfAStateAreThoseThatItsTransitionsAllow(HostState state) {
        TRIGGERS.forEach((operation, triggers) -> assertThat(state.operations().contains(operation))
                .as("%s in %s", operation, state)
                .isEqualTo(Lifecycle.allowed(state).containsAll(triggers)));
    }

    @ParameterizedTest
    @EnumSource
    void changeOfTheDesiredStateIsInspectedWhereATransitionLetsIt(HostState state) {
        assertThat(state.onChange() == HostState.OnChange.INSPECT)
                .isEqualTo(Lifecycle.allowed(state).contains(Trigger.INSPECT));
    }

    @ParameterizedTest
    @EnumSource
    void everyStateButABookableOneTellsWhatItWaitsFor(HostState state) {
        // given
        HostSpec.Reach reach = new HostSpec.Reach("10.0.0.7", 22, "stack", null, null);
        HostSpec spec = new HostSpec(reach, List.of(), Variables.none(), Variables.none(), ApprovalPolicy.REQUIRED);
        Host host = Host.enrolled("gpu0", 1, spec, Instant.EPOCH).in(state, Instant.EPOCH, Instant.EPOCH);
        // when
        Waiting waiting = Waiting.of(host);
        // then
        assertThat(waiting == null).isEqualTo(state == ACTIVE);
        if (waiting != null) {
            assertThat(waiting.reason()).isNotBlank();
            assertThat(waiting.next()).allMatch(call -> state.operations().stream()
                    .anyMatch(o -> o.call("gpu0").equals(call)));
        }
    }

    @Test
    void drainingHostNamesTheCallThatGoesOn() {
        // given
        HostSpec.Reach reach = new HostSpec.Reach("10.0.0.7", 22, "stack", null, null);
        HostSpec spec = new HostSpec(reach, List.of(), Variables.none(), Variables.none(), ApprovalPolicy.REQUIRED);
        Host draining = Host.enrolled("gpu0", 1, spec, Instant.EPOCH).in(DRAINING, Instant.EPOCH, Instant.EPOCH);
        // when
        Waiting waiting = Waiting.of(draining.raise(Flag.NEEDS_APPROVAL, "plan d1 reboots"));
        // then
        assertThat(waiting.reason()).contains("plan d1 reboots", "guests");
        assertThat(waiting.next())
                .containsExactly(
                        "POST /v1/hosts/gpu0/approve",
                        "POST /v1/hosts/gpu0/confirm-drained",
                        "POST /v1/hosts/gpu0/resume");
    }

    @Test
    void everyTriggerAndStateIsUsed() {
        // when
        List<Transition> transitions = Lifecycle.transitions();
        // then
        assertThat(transitions).extracting(Transition::trigger).contains(Trigger.values());
        assertThat(transitions)
                .extracting(Transition::to)
                .contains(Arrays.stream(HostState.values())
                        .filter(s -> s != ENROLLED)
                        .toArray(HostState[]::new));
        assertThat(transitions).allSatisfy(m -> assertThat(m.because()).isNotBlank());
    }
}
