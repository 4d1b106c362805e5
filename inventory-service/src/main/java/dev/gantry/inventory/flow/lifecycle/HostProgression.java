package dev.gantry.inventory.flow.lifecycle;

import dev.gantry.contracts.inspection.Plan;
import dev.gantry.inventory.model.desired.DesiredStateResult;
import dev.gantry.inventory.model.host.ApprovalPolicy;
import dev.gantry.inventory.model.host.Cause;
import dev.gantry.inventory.model.host.Flag;
import dev.gantry.inventory.model.host.Host;
import dev.gantry.inventory.model.lifecycle.HostState;
import dev.gantry.inventory.model.lifecycle.HostState.Arrival;
import dev.gantry.inventory.model.lifecycle.Operation;
import jakarta.enterprise.context.ApplicationScoped;

/** What a host does by itself when it comes to rest. */
@ApplicationScoped
public class HostProgression {

    private static final Cause SPEC_CHANGED = new Cause("inventory", "the desired state changed meanwhile");

    private final MaintenanceHandover handover;
    private final InspectHost inspect;
    private final ProvisionHost provision;

    HostProgression(MaintenanceHandover handover, InspectHost inspect, ProvisionHost provision) {
        this.handover = handover;
        this.inspect = inspect;
        this.provision = provision;
    }

    /** Hands the host to a person who asked, or inspects it again when its desired state changed meanwhile. */
    public Host arrived(Host host) {
        Host settled = handover.handOver(host);
        return settled.state().arrival() != Arrival.NOTHING && settled.isBehind()
                ? inspect.followUp(settled, SPEC_CHANGED)
                : settled;
    }

    /**
     * An inspected host is provisioned at once when its plan is empty (the run verifies it), approved, or granted by the host's policy;
     * so is one that has devices already and whose desired state changed, where the policy grants it. What an order waited for goes on.
     */
    public void afterInspection(Host host, DesiredStateResult reading, Plan plan) {
        Host settled = arrived(host);
        if (settled.is(Flag.LAYOUT_IMPOSSIBLE) || settled.is(Flag.BLOCKED) || settled.isBehind()) {
            return;
        }
        boolean needsApproval = settled.is(Flag.NEEDS_APPROVAL);
        if (settled.is(Flag.PROVISIONING_REQUESTED) && (!needsApproval || !plan.disruptive())) {
            provision.continueAfterInspection(settled, plan);
        } else if (reading.desired().isPresent() && !needsApproval) {
            ready(settled, plan);
        }
    }

    private void ready(Host host, Plan plan) {
        if (host.state() == HostState.DRAINING && host.is(Flag.DRAINED) && !host.is(Flag.MAINTENANCE_REQUESTED)) {
            provision.continueAfterDrain(host, new Cause("inventory", "no guest is left"));
            return;
        }
        if (host.state().arrival() == Arrival.HAND_OVER_OR_PROVISION) {
            String why = plan.changes().isEmpty()
                    ? "the plan is empty; a run verifies it"
                    : "the plan is approved, or granted by the host's policy";
            provision.provisionInspected(host, new Cause("inventory", why), plan);
        } else if (host.is(Flag.CHANGE_PENDING) && isGranted(host)) {
            Cause granted = new Cause("inventory", "the desired state changed, and the host's policy grants the plan");
            provision.provisionInspected(host, granted, plan);
        }
    }

    /** A draining host waits for its guests, whoever grants the plan. */
    private static boolean isGranted(Host host) {
        return host.spec().approval() == ApprovalPolicy.GRANTED
                && host.state().operations().contains(Operation.PROVISION);
    }
}
