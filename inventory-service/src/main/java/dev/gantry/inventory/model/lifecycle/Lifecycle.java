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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The one table of all transitions of a host. What is not in it is refused. */
public final class Lifecycle {

    private static final List<Transition> TRANSITIONS = rows();
    private static final Map<HostState, Map<Trigger, Transition>> BY_STATE = index();

    private Lifecycle() {}

    /** All rows in the order of {@link HostState}, then of writing. */
    public static List<Transition> transitions() {
        return TRANSITIONS;
    }

    /** Empty when the table has no such row: the move is refused. */
    public static Optional<Transition> transition(HostState from, Trigger trigger) {
        return Optional.ofNullable(BY_STATE.getOrDefault(from, Map.of()).get(trigger));
    }

    /** What may happen to a host in this state, in the order of {@link Trigger}. */
    public static Set<Trigger> allowed(HostState from) {
        return BY_STATE.getOrDefault(from, Map.of()).keySet();
    }

    private static List<Transition> rows() {
        List<Transition> rows = new ArrayList<>(List.of(
                row(ENROLLED, Trigger.INSPECT, INSPECTING, "it can be reached and its key is pinned"),
                row(
                        INSPECTING,
                        Trigger.INSPECT,
                        INSPECTING,
                        "the desired state changed during the inspection; the old answer is stale"),
                row(INSPECTING, Trigger.INSPECTED, INSPECTED, "facts and plan came back"),
                row(INSPECTING, Trigger.INSPECTION_FAILED, FAILED, "it could not be inspected"),
                row(INSPECTING, Trigger.TIMED_OUT, FAILED, "no answer within the inspection timeout"),
                row(INSPECTED, Trigger.INSPECT, INSPECTING, "a newer inspection is asked for"),
                row(
                        INSPECTED,
                        Trigger.PROVISION,
                        PROVISIONING,
                        "the layout is possible and the plan needs nobody or was approved"),
                row(PROVISIONING, Trigger.PROVISIONED, PROVISIONED, "a last inspection found every device"),
                row(PROVISIONING, Trigger.PROVISIONING_FAILED, FAILED, "the run stopped at a step"),
                row(
                        PROVISIONING,
                        Trigger.INSPECTION_FAILED,
                        PROVISIONING,
                        "the run waits for a host that lets nobody in, until its deadline"),
                row(PROVISIONING, Trigger.TIMED_OUT, FAILED, "no end of the run within the provisioning timeout"),
                row(PROVISIONED, Trigger.CONFIGURED, CONFIGURED, "nova's configuration was published"),
                row(
                        PROVISIONED,
                        Trigger.PROVISION,
                        PROVISIONING,
                        "nova does not offer its devices yet, so nothing is to be drained"),
                row(CONFIGURED, Trigger.CONFIGURED, CONFIGURED, "a newer configuration was published"),
                row(CONFIGURED, Trigger.ACTIVATE, ACTIVE, "Placement shows it, or an operator says so"),
                row(ACTIVE, Trigger.CONFIGURED, ACTIVE, "a newer configuration was published")));
        rows.addAll(rowsAfterDrainAndFailure());
        rows.addAll(rowsOfSeveralStates());
        return rows.stream().sorted(Comparator.comparing(Transition::from)).toList();
    }

    private static List<Transition> rowsAfterDrainAndFailure() {
        return List.of(
                row(DRAINING, Trigger.DRAINED, PROVISIONING, "no guest is left"),
                row(DRAINING, Trigger.MAINTAIN, MAINTENANCE, "it was drained for a person"),
                row(
                        DRAINING,
                        Trigger.RESUME,
                        CONFIGURED,
                        "the drain was called off; its devices are as before, so only the placement check is missing"),
                row(DRAINING, Trigger.TIMED_OUT, FAILED, "guests did not leave within the drain timeout"),
                row(FAILED, Trigger.INSPECT, INSPECTING, "its desired state, or how it is reached, changed"),
                row(FAILED, Trigger.INSPECTED, INSPECTED, "the answer came after the deadline"),
                row(
                        FAILED,
                        Trigger.PROVISIONED,
                        PROVISIONED,
                        "the run ended well after the deadline, or was taken up again"),
                row(FAILED, Trigger.RETRY_INSPECTION, INSPECTING, "it failed while being inspected"),
                row(FAILED, Trigger.RETRY_PROVISIONING, PROVISIONING, "it failed while being provisioned"),
                row(FAILED, Trigger.RETRY_DRAINING, DRAINING, "it failed while being drained"),
                row(MAINTENANCE, Trigger.RESUME, INSPECTING, "whatever was done to it, inspect first"));
    }

    private static List<Transition> rowsOfSeveralStates() {
        List<Transition> rows = new ArrayList<>();
        for (HostState inspected : List.of(PROVISIONED, CONFIGURED, ACTIVE, DRAINING)) {
            rows.add(row(inspected, Trigger.INSPECT, inspected, "an inspection changes nothing"));
            rows.add(row(inspected, Trigger.INSPECTED, inspected, "facts and plan are fresh"));
            rows.add(row(
                    inspected,
                    Trigger.INSPECTION_FAILED,
                    inspected,
                    "what it offers is not touched by a failed inspection"));
            rows.add(row(
                    inspected,
                    Trigger.HOST_KEY_CHANGED,
                    FAILED,
                    "it may be another machine; a person must pin the key again"));
        }
        for (HostState offered : List.of(CONFIGURED, ACTIVE)) {
            rows.add(row(offered, Trigger.PROVISION, DRAINING, "its devices may be in use"));
            rows.add(row(
                    offered,
                    Trigger.PROVISION_IN_PLACE,
                    PROVISIONING,
                    "the plan takes nothing away and needs no reboot"));
            rows.add(row(offered, Trigger.DRAIN, DRAINING, "an operator wants it empty"));
        }
        for (HostState resting :
                Arrays.stream(HostState.values()).filter(HostState::isResting).toList()) {
            if (resting != MAINTENANCE) {
                rows.add(row(resting, Trigger.MAINTAIN, MAINTENANCE, "a person asked for it"));
            }
            rows.add(row(resting, Trigger.RETIRE, RETIRED, "a person let it go"));
        }
        return rows;
    }

    private static Map<HostState, Map<Trigger, Transition>> index() {
        Map<HostState, Map<Trigger, Transition>> index = new EnumMap<>(HostState.class);
        for (Transition transition : TRANSITIONS) {
            Transition before = index.computeIfAbsent(transition.from(), s -> new EnumMap<>(Trigger.class))
                    .put(transition.trigger(), transition);
            if (before != null) {
                throw new IllegalStateException("two rows for " + transition.from() + " and " + transition.trigger());
            }
        }
        return index;
    }

    private static Transition row(HostState from, Trigger trigger, HostState to, String because) {
        return new Transition(from, trigger, to, because);
    }
}
