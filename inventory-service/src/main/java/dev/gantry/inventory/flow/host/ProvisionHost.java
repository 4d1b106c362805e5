package dev.gantry.inventory.flow.host;

import dev.gantry.contracts.desired.DesiredState;
import dev.gantry.contracts.host.HostProvisionRequested;
import dev.gantry.contracts.inspection.Plan;
import dev.gantry.inventory.flow.desired.DesiredStateService;
import dev.gantry.inventory.flow.desired.DesiredStates;
import dev.gantry.inventory.model.host.Approval;
import dev.gantry.inventory.model.host.ApprovalPolicy;
import dev.gantry.inventory.model.host.Cause;
import dev.gantry.inventory.model.host.Flag;
import dev.gantry.inventory.model.host.Host;
import dev.gantry.inventory.model.host.HostState;
import dev.gantry.inventory.model.host.Inspection;
import dev.gantry.inventory.model.host.Lifecycle;
import dev.gantry.inventory.model.host.Trigger;
import dev.gantry.inventory.store.host.HostRepository;
import dev.gantry.inventory.store.host.PlanRepository;
import dev.gantry.kit.event.Outbox;
import dev.gantry.kit.http.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
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
        refuseHindered(host, request.overrideReason());
        Cause said = request.overrideReason() == null
                ? cause
                : new Cause(cause.who(), cause.why() + "; devices may go although in use: " + request.overrideReason());
        Host approved = host.approved(approval).lower(Flag.NEEDS_APPROVAL);
        if (host.state() == HostState.DRAINING) {
            return transitions.update(
                    host, "APPROVED", said, h -> h.approved(approval).lower(Flag.NEEDS_APPROVAL));
        }
        return run(approved, host, said, plan);
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
        refuseHindered(host, override(host, plan.get()));
        refuseUnapproved(host, plan.get());
        return start(host, Trigger.PROVISION, cause, plan.get());
    }

    private Host inspectFirst(Host host, Cause cause) {
        return switch (host.state()) {
            case PROVISIONED -> inspect.request(requested(host, cause), Trigger.INSPECT, cause);
            case CONFIGURED, ACTIVE ->
                inspect.request(
                        transitions.apply(
                                host, Trigger.PROVISION, cause, h -> h.raise(Flag.PROVISIONING_REQUESTED, cause.why())),
                        Trigger.INSPECT,
                        cause);
            case ENROLLED, INSPECTING, INSPECTED, PROVISIONING, DRAINING, FAILED, MAINTENANCE, RETIRED ->
                throw Lifecycle.transition(host.state(), Trigger.PROVISION)
                        .map(m -> HostProblems.noPlan(host))
                        .orElseGet(() -> HostProblems.invalidTransition(host, Trigger.PROVISION));
        };
    }

    private Host requested(Host host, Cause cause) {
        return transitions.update(
                host, "PROVISIONING_REQUESTED", cause, h -> h.raise(Flag.PROVISIONING_REQUESTED, cause.why()));
    }

    /** The inspection that an order waited for is there. A drained host goes on only when the plan takes nothing away. */
    Host ordered(Host host, Plan plan) {
        Cause cause = new Cause("inventory", host.flags().getOrDefault(Flag.PROVISIONING_REQUESTED, "by order"));
        if (host.state() == HostState.PROVISIONED) {
            return start(host, Trigger.PROVISION, cause, plan);
        }
        return plan.disruptive() ? host : toRun(host, Trigger.DRAINED, cause, plan);
    }

    /** A host that may be in use is drained first; at once when the plan takes nothing away. */
    Host start(Host host, Trigger trigger, Cause cause, Plan plan) {
        return trigger == Trigger.PROVISION ? run(host, host, cause, plan) : toRun(host, trigger, cause, plan);
    }

    /** The guests are gone. 409 when the plan waits for approval. */
    Host drained(Host host, Cause cause) {
        Plan plan = plan(host);
        refuseHindered(host, override(host, plan));
        refuseUnapproved(host, plan);
        return toRun(host, Trigger.DRAINED, cause, plan);
    }

    /** A run that stopped half way goes on: the digest of the old plan means nothing any more, the person's retry stands for it. */
    Host retry(Host host, Cause cause) {
        return toRun(host, Trigger.RETRY_PROVISIONING, cause, null);
    }

    private Host run(Host host, Host stored, Cause cause, Plan plan) {
        HostState to = Lifecycle.transition(stored.state(), Trigger.PROVISION)
                .orElseThrow(() -> HostProblems.invalidTransition(stored, Trigger.PROVISION))
                .to();
        if (to == HostState.PROVISIONING) {
            return toRun(host, Trigger.PROVISION, cause, plan);
        }
        Host draining = transitions.apply(host, Trigger.PROVISION, cause, h -> h);
        boolean takesNothing = !plan.disruptive();
        return takesNothing
                ? toRun(
                        draining,
                        Trigger.DRAINED,
                        new Cause("inventory", "the plan takes nothing away and needs no reboot"),
                        plan)
                : draining;
    }

    private Host toRun(Host host, Trigger trigger, Cause cause, @Nullable Plan plan) {
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
                .lower(Flag.PROVISIONING_REQUESTED));
        String digest = plan == null ? null : plan.digest();
        String approvedBy = approvedBy(next, plan, cause);
        outbox.publish(new HostProvisionRequested(
                next.name(),
                next.version(),
                desiredStates.memberships(next.spec()),
                DesiredStates.target(next.spec()),
                desiredState,
                digest,
                approvedBy,
                override(next, plan)));
        return next;
    }

    /** Holds for the plan that it was said of, and no other. */
    private static @Nullable String override(Host host, @Nullable Plan plan) {
        Approval given = host.approval();
        return plan != null && given != null && given.digest().equals(plan.digest()) ? given.overrideReason() : null;
    }

    /** Null only when nobody had to agree. A retry is its operator's yes to whatever is left of the plan. */
    private static @Nullable String approvedBy(Host host, @Nullable Plan plan, Cause cause) {
        if (plan == null) {
            return cause.who();
        }
        Approval given = host.approval();
        if (given != null && given.digest().equals(plan.digest())) {
            return given.by();
        }
        return plan.disruptive() && host.spec().approval() == ApprovalPolicy.GRANTED ? "policy" : null;
    }

    private Plan plan(Host host) {
        return hosts.inspection(host.name()).map(Inspection::plan).orElseThrow(() -> HostProblems.noPlan(host));
    }

    /** What the plan says blocks it may be overridden, as far as it is devices in use: the provisioner holds the rest against it again. */
    private static void refuseHindered(Host host, @Nullable String overrideReason) {
        for (Flag hindrance : overrideReason == null
                ? List.of(Flag.LAYOUT_IMPOSSIBLE, Flag.BLOCKED)
                : List.of(Flag.LAYOUT_IMPOSSIBLE)) {
            String why = host.flags().get(hindrance);
            if (why != null) {
                throw HostProblems.planBlocked(host, why);
            }
        }
    }

    private static void refuseUnapproved(Host host, Plan plan) {
        Approval given = host.approval();
        boolean isGiven = given != null && given.digest().equals(plan.digest());
        if (plan.disruptive() && host.spec().approval() == ApprovalPolicy.REQUIRED && !isGiven) {
            throw HostProblems.approvalNeeded(host, plan.digest());
        }
    }
}
