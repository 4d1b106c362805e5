package dev.gantry.inventory.flow.lifecycle;

import dev.gantry.contracts.desired.DesiredState;
import dev.gantry.contracts.host.HostProvisionRequested;
import dev.gantry.contracts.inspection.Plan;
import dev.gantry.inventory.flow.approval.ApprovalRequest;
import dev.gantry.inventory.flow.approval.PlanApproval;
import dev.gantry.inventory.flow.approval.PlanDifference;
import dev.gantry.inventory.flow.desired.DesiredStateService;
import dev.gantry.inventory.flow.desired.DesiredStates;
import dev.gantry.inventory.flow.host.HostProblems;
import dev.gantry.inventory.model.host.Approval;
import dev.gantry.inventory.model.host.Cause;
import dev.gantry.inventory.model.host.Flag;
import dev.gantry.inventory.model.host.Host;
import dev.gantry.inventory.model.host.HostChange;
import dev.gantry.inventory.model.host.Inspection;
import dev.gantry.inventory.model.lifecycle.HostState;
import dev.gantry.inventory.model.lifecycle.HostState.Offer;
import dev.gantry.inventory.model.lifecycle.Lifecycle;
import dev.gantry.inventory.model.lifecycle.Transition;
import dev.gantry.inventory.model.lifecycle.Trigger;
import dev.gantry.inventory.store.host.HostRepository;
import dev.gantry.inventory.store.host.PlanRepository;
import dev.gantry.kit.event.Outbox;
import dev.gantry.kit.http.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Lets a plan be carried out, once a person agreed where one must. */
@ApplicationScoped
public class ProvisionHost {

    private final HostRepository hosts;
    private final HostTransitions transitions;
    private final InspectHost inspect;
    private final DesiredStateService desiredStates;
    private final Outbox outbox;
    private final PlanRepository plans;

    ProvisionHost(
            HostRepository hosts,
            HostTransitions transitions,
            InspectHost inspect,
            DesiredStateService desiredStates,
            Outbox outbox,
            PlanRepository plans) {
        this.plans = plans;
        this.hosts = hosts;
        this.transitions = transitions;
        this.inspect = inspect;
        this.desiredStates = desiredStates;
        this.outbox = outbox;
    }

    /** 409 when the plan is another one by now, is missing, or cannot be carried out. */
    @Transactional
    public Host approve(String name, ApprovalRequest request, Cause cause) {
        Host host = hosts.lock(name).orElseThrow(() -> HostProblems.hostNotFound(name));
        Plan plan = plan(host);
        if (!plan.digest().equals(request.digest())) {
            throw planStale(host, request.digest());
        }
        Approval approval = new Approval(plan.digest(), cause.who(), cause.why(), request.overrideReason());
        PlanApproval.refuseBlocked(host, request.overrideReason());
        Cause said = request.overrideReason() == null
                ? cause
                : new Cause(cause.who(), cause.why() + "; devices may go although in use: " + request.overrideReason());
        UnaryOperator<Host> approved = h -> h.approved(approval).lower(Flag.NEEDS_APPROVAL);
        if (host.state() != HostState.DRAINING) {
            return carryOut(host, said, plan, approved);
        }
        return host.is(Flag.DRAINED)
                ? startRun(approved.apply(host), Trigger.DRAINED, said, plan)
                : transitions.update(host, HostChange.APPROVED, said, approved);
    }

    private ProblemException planStale(Host host, String sent) {
        Inspection now = hosts.inspection(host.name()).orElseThrow(() -> HostProblems.noPlan(host));
        List<String> difference = plans.find(host.name(), sent)
                .map(then -> PlanDifference.between(then, now, plans.changedSince(host.name(), then.at())))
                .orElse(List.of());
        return HostProblems.planStale(host, sent, plan(host).digest(), difference);
    }

    /** Without a current plan an inspection comes first, and the run follows from it. */
    @Transactional
    public Host provision(String name, Cause cause) {
        Host host = hosts.lock(name).orElseThrow(() -> HostProblems.hostNotFound(name));
        Optional<Plan> plan = hosts.inspection(name).map(Inspection::plan);
        if (plan.isEmpty()) {
            return inspectFirst(host, cause);
        }
        PlanApproval.refuseBlocked(host, PlanApproval.override(host, plan.get()));
        PlanApproval.refuseUnapproved(host, plan.get());
        return carryOut(host, cause, plan.get(), UnaryOperator.identity());
    }

    private Host inspectFirst(Host host, Cause cause) {
        if (Lifecycle.transition(host.state(), Trigger.PROVISION).isEmpty()) {
            throw HostProblems.invalidTransition(host, Trigger.PROVISION);
        }
        if (host.state().offer() == Offer.NOTHING) {
            throw HostProblems.noPlan(host);
        }
        Host requested = transitions.update(
                host, HostChange.PROVISIONING_REQUESTED, cause, h -> h.raise(Flag.PROVISIONING_REQUESTED, cause.why()));
        return inspect.request(requested, Trigger.INSPECT, cause);
    }

    /** The inspection that an order waited for is there. A host that drains already goes on only when the plan takes nothing away. */
    Host continueAfterInspection(Host host, Plan plan) {
        Cause cause = new Cause("inventory", host.flags().getOrDefault(Flag.PROVISIONING_REQUESTED, "by order"));
        if (host.state() == HostState.DRAINING) {
            return plan.disruptive() ? host : startRun(host, Trigger.DRAINED, cause, plan);
        }
        return carryOut(host, cause, plan, UnaryOperator.identity());
    }

    /** A plan that nothing stands in the way of, right after the inspection that made it. */
    Host provisionInspected(Host host, Cause cause, Plan plan) {
        return carryOut(host, cause, plan, UnaryOperator.identity());
    }

    /** The guests are gone. 409 when the plan waits for approval. One that was made while they were there is made anew. */
    Host continueAfterDrain(Host host, Cause cause) {
        Plan plan = plan(host);
        if (plan.waitsForGuestsAlone() && PlanApproval.override(host, plan) == null && !host.is(Flag.BLOCKED)) {
            return inspect.request(host.raise(Flag.DRAINED, cause.why()), Trigger.INSPECT, cause);
        }
        PlanApproval.refuseBlocked(host, PlanApproval.override(host, plan));
        PlanApproval.refuseUnapproved(host, plan);
        return startRun(host, Trigger.DRAINED, cause, plan);
    }

    /** A run that stopped half way goes on: the digest of the old plan means nothing any more, the person's retry stands for it. */
    Host retryRun(Host host, Cause cause) {
        return startRun(host, Trigger.RETRY_PROVISIONING, cause, null);
    }

    /** Guests of a bookable host leave first, unless the plan takes nothing away. {@code besides} is changed with it. */
    private Host carryOut(Host host, Cause cause, Plan plan, UnaryOperator<Host> besides) {
        Transition byOrder = Lifecycle.transition(host.state(), Trigger.PROVISION)
                .orElseThrow(() -> HostProblems.invalidTransition(host, Trigger.PROVISION));
        if (byOrder.to() == HostState.PROVISIONING) {
            return startRun(besides.apply(host), Trigger.PROVISION, cause, plan);
        }
        return plan.disruptive()
                ? transitions.apply(
                        host, Trigger.PROVISION, cause, h -> besides.apply(h).lower(Flag.PROVISIONING_REQUESTED))
                : startRun(besides.apply(host), Trigger.PROVISION_IN_PLACE, cause, plan);
    }

    private Host startRun(Host host, Trigger trigger, Cause cause, @Nullable Plan plan) {
        DesiredState desiredState = desiredStates
                .now()
                .reading(host.name(), host.spec())
                .desired()
                .map(DesiredStates::desiredState)
                .orElseThrow(() -> HostProblems.planBlocked(host, "it has no desired state that can be read"));
        if (!host.spec().isPinned()) {
            throw HostProblems.hostKeyMissing(host);
        }
        Host next = transitions.apply(host, trigger, cause, h -> h.with(h.work().running(h.version()))
                .failed(null)
                .lower(Flag.PROVISIONING_REQUESTED, Flag.NEEDS_APPROVAL));
        outbox.publish(new HostProvisionRequested(
                next.name(),
                next.version(),
                desiredStates.memberships(next.spec()),
                DesiredStates.target(next.spec()),
                desiredState,
                plan == null ? null : plan.digest(),
                PlanApproval.approvedBy(next, plan, cause),
                PlanApproval.override(next, plan)));
        return next;
    }

    private Plan plan(Host host) {
        return hosts.inspection(host.name()).map(Inspection::plan).orElseThrow(() -> HostProblems.noPlan(host));
    }
}
