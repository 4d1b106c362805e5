package dev.gantry.inventory.rollout.flow;

import dev.gantry.contracts.inspection.Plan;
import dev.gantry.inventory.flow.approval.ApprovalRequest;
import dev.gantry.inventory.flow.enrol.ChangeHost;
import dev.gantry.inventory.flow.host.HostProblems;
import dev.gantry.inventory.flow.lifecycle.InspectHost;
import dev.gantry.inventory.flow.lifecycle.ProvisionHost;
import dev.gantry.inventory.model.host.Cause;
import dev.gantry.inventory.model.host.Host;
import dev.gantry.inventory.model.host.HostSpec;
import dev.gantry.inventory.model.host.Inspection;
import dev.gantry.inventory.model.lifecycle.HostState;
import dev.gantry.inventory.model.variables.Variables;
import dev.gantry.inventory.rollout.model.Rollout;
import dev.gantry.inventory.rollout.model.RolloutHost;
import dev.gantry.inventory.store.host.HostRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** What a rollout does to one host; each step is one transaction and the same that a person's call does. */
@ApplicationScoped
class RolloutStep {

    private final HostRepository hosts;
    private final ChangeHost change;
    private final InspectHost inspect;
    private final ProvisionHost provision;
    private final Clock clock;

    RolloutStep(HostRepository hosts, ChangeHost change, InspectHost inspect, ProvisionHost provision, Clock clock) {
        this.hosts = hosts;
        this.change = change;
        this.inspect = inspect;
        this.provision = provision;
        this.clock = clock;
    }

    /** Makes the change and has the host inspected; why it cannot begin now is in what it waits for. */
    @Transactional(Transactional.TxType.MANDATORY)
    RolloutHost begin(Rollout rollout, RolloutHost waiting) {
        Host host = hosts.lock(waiting.host()).orElseThrow(() -> HostProblems.hostNotFound(waiting.host()));
        String boot = hosts.inspection(host.name()).map(i -> i.facts().bootId()).orElse("");
        Optional<String> hindrance = rollout.namesPresentBoot() && boot.isEmpty()
                ? Optional.of("for an inspection, which tells its present boot")
                : hindrance(host.state());
        if (hindrance.isPresent()) {
            return waiting.waits(hindrance.get());
        }
        HostSpec spec = host.spec();
        Map<String, Object> before = rollout.direction() == Rollout.Direction.BACK
                ? waiting.before()
                : rollout.replaced(spec.own().values());
        RolloutHost begun = waiting.begun(clock.instant(), host.version(), before);
        HostSpec changed = new HostSpec(
                spec.reach(),
                spec.groups(),
                Variables.of(rollout.applied(begun, spec.own().values(), boot)),
                spec.hostVars(),
                spec.approval(),
                spec.labels(),
                spec.metadata());
        Cause cause = cause(rollout);
        if (change.put(host.name(), changed, "*", cause).ending() == ChangeHost.Ending.UNCHANGED) {
            inspect.inspect(host.name(), cause);
        }
        return begun;
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void order(Rollout rollout, String host, RolloutHost.Order order) {
        if (order == RolloutHost.Order.APPROVE) {
            provision.approve(host, new ApprovalRequest(digest(host), null), cause(rollout));
        } else {
            provision.provision(host, cause(rollout));
        }
    }

    private String digest(String host) {
        return hosts.inspection(host).map(Inspection::plan).map(Plan::digest).orElse("");
    }

    private static Optional<String> hindrance(HostState state) {
        return switch (state) {
            case ENROLLED, INSPECTED, PROVISIONED, CONFIGURED, ACTIVE -> Optional.empty();
            case INSPECTING, PROVISIONING, DRAINING -> Optional.of("for what it does now to end: it is " + state);
            case FAILED, MAINTENANCE, RETIRED -> Optional.of("for a person: it is " + state);
        };
    }

    private static Cause cause(Rollout rollout) {
        String what = rollout.direction() == Rollout.Direction.BACK ? "roll back of rollout " : "rollout ";
        return new Cause(rollout.by(), what + rollout.name());
    }
}
