package dev.gantry.inventory.model.lifecycle;

import static dev.gantry.inventory.model.lifecycle.Operation.ACTIVATE;
import static dev.gantry.inventory.model.lifecycle.Operation.APPROVE;
import static dev.gantry.inventory.model.lifecycle.Operation.CHANGE;
import static dev.gantry.inventory.model.lifecycle.Operation.CONFIRM_DRAINED;
import static dev.gantry.inventory.model.lifecycle.Operation.DELETE;
import static dev.gantry.inventory.model.lifecycle.Operation.DRAIN;
import static dev.gantry.inventory.model.lifecycle.Operation.INSPECT;
import static dev.gantry.inventory.model.lifecycle.Operation.MAINTAIN;
import static dev.gantry.inventory.model.lifecycle.Operation.PROVISION;
import static dev.gantry.inventory.model.lifecycle.Operation.RESUME;
import static dev.gantry.inventory.model.lifecycle.Operation.RETIRE;
import static dev.gantry.inventory.model.lifecycle.Operation.RETRY;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a host stands on its way from enrolled to bookable: one line for each state, with its deadline, what is done on arrival, what a
 * change of the desired state does there, what guests can get of it, and the operations that a person may ask for.
 */
public enum HostState {
    ENROLLED(
            "known, not yet inspected",
            Deadline.NONE,
            Arrival.HAND_OVER,
            OnChange.INSPECT,
            Offer.NOTHING,
            INSPECT,
            MAINTAIN,
            RETIRE,
            CHANGE),
    INSPECTING(
            "the provisioner inspects it",
            Deadline.INSPECTION,
            Arrival.NOTHING,
            OnChange.INSPECT,
            Offer.NOTHING,
            INSPECT,
            MAINTAIN,
            RESUME,
            CHANGE),
    INSPECTED(
            "facts and plan are there; waits for approval, or for a layout that is possible",
            Deadline.NONE,
            Arrival.HAND_OVER_OR_PROVISION,
            OnChange.INSPECT,
            Offer.NOTHING,
            INSPECT,
            APPROVE,
            PROVISION,
            MAINTAIN,
            RETIRE,
            CHANGE),
    PROVISIONING(
            "a run brings it to the desired state",
            Deadline.PROVISIONING,
            Arrival.NOTHING,
            OnChange.WAIT,
            Offer.NOTHING,
            MAINTAIN,
            RESUME,
            CHANGE),
    PROVISIONED(
            "in its desired state; nova does not know yet",
            Deadline.NONE,
            Arrival.HAND_OVER,
            OnChange.INSPECT,
            Offer.MADE,
            INSPECT,
            APPROVE,
            PROVISION,
            MAINTAIN,
            RETIRE,
            CHANGE),
    CONFIGURED(
            "nova's configuration is published; the placement check is missing",
            Deadline.NONE,
            Arrival.HAND_OVER,
            OnChange.INSPECT,
            Offer.BOOKABLE,
            INSPECT,
            APPROVE,
            PROVISION,
            ACTIVATE,
            DRAIN,
            MAINTAIN,
            RETIRE,
            CHANGE),
    ACTIVE(
            "bookable",
            Deadline.NONE,
            Arrival.HAND_OVER,
            OnChange.INSPECT,
            Offer.BOOKABLE,
            INSPECT,
            APPROVE,
            PROVISION,
            DRAIN,
            MAINTAIN,
            RETIRE,
            CHANGE),
    DRAINING(
            "guests leave before it is changed",
            Deadline.DRAIN,
            Arrival.NOTHING,
            OnChange.INSPECT,
            Offer.MADE,
            INSPECT,
            APPROVE,
            CONFIRM_DRAINED,
            MAINTAIN,
            RESUME,
            CHANGE),
    FAILED(
            "work ended badly; the reason is kept",
            Deadline.NONE,
            Arrival.HAND_OVER,
            OnChange.INSPECT,
            Offer.NOTHING,
            INSPECT,
            RETRY,
            MAINTAIN,
            RETIRE,
            CHANGE),
    MAINTENANCE(
            "a person works on it; nothing is changed from here",
            Deadline.NONE,
            Arrival.NOTHING,
            OnChange.WAIT,
            Offer.NOTHING,
            RESUME,
            RETIRE,
            CHANGE),
    RETIRED("has left; may be deleted", Deadline.NONE, Arrival.NOTHING, OnChange.WAIT, Offer.NOTHING, DELETE);

    /** How long a host may stand in a state; the settings hold the durations. */
    public enum Deadline {
        NONE,
        INSPECTION,
        PROVISIONING,
        DRAIN
    }

    /** What a host does by itself when it comes into a state. */
    public enum Arrival {
        NOTHING("nothing"),
        HAND_OVER("goes to maintenance when that was asked for, is inspected when its desired state changed meanwhile"),
        HAND_OVER_OR_PROVISION("the same; otherwise is provisioned when the plan is empty, approved or granted");

        private final String meaning;

        Arrival(String meaning) {
            this.meaning = meaning;
        }

        public String meaning() {
            return meaning;
        }
    }

    /** What a change of a host's desired state does in a state. */
    public enum OnChange {
        INSPECT,
        /** The next arrival in a state that inspects takes it up. */
        WAIT
    }

    /** What guests can get of a host: nothing, what the last run made but nova does not offer, or what nova offers. */
    public enum Offer {
        NOTHING,
        MADE,
        BOOKABLE
    }

    /** Whether new work can begin at a host. */
    public enum Readiness {
        READY,
        /** When what is done now has ended. */
        BUSY,
        /** Not before a person has done something. */
        NEEDS_A_PERSON
    }

    private final String meaning;
    private final Deadline deadline;
    private final Arrival arrival;
    private final OnChange onChange;
    private final Offer offer;
    private final Set<Operation> operations;

    HostState(
            String meaning,
            Deadline deadline,
            Arrival arrival,
            OnChange onChange,
            Offer offer,
            Operation... operations) {
        this.meaning = meaning;
        this.deadline = deadline;
        this.arrival = arrival;
        this.onChange = onChange;
        this.offer = offer;
        this.operations = Collections.unmodifiableSet(EnumSet.copyOf(List.of(operations)));
    }

    public String meaning() {
        return meaning;
    }

    public Deadline deadline() {
        return deadline;
    }

    public Arrival arrival() {
        return arrival;
    }

    public OnChange onChange() {
        return onChange;
    }

    public Offer offer() {
        return offer;
    }

    /** What a person may ask for, in the order of {@link Operation}. */
    public Set<Operation> operations() {
        return operations;
    }

    /** The host waits for someone and nobody works on it. */
    public boolean isResting() {
        return !isWorking() && this != RETIRED;
    }

    /** Somebody works on the host; there is a deadline with a failing exit. */
    public boolean isWorking() {
        return deadline != Deadline.NONE;
    }

    public Readiness readiness() {
        if (isWorking()) {
            return Readiness.BUSY;
        }
        boolean isReady = operations.contains(INSPECT) && !operations.contains(RETRY);
        return isReady ? Readiness.READY : Readiness.NEEDS_A_PERSON;
    }

    /** The trigger that takes a failed host back to this state; empty unless this is a working state. */
    public Optional<Trigger> retry() {
        return switch (deadline) {
            case INSPECTION -> Optional.of(Trigger.RETRY_INSPECTION);
            case PROVISIONING -> Optional.of(Trigger.RETRY_PROVISIONING);
            case DRAIN -> Optional.of(Trigger.RETRY_DRAINING);
            case NONE -> Optional.empty();
        };
    }
}
