package dev.gantry.inventory.flow.host;

import dev.gantry.contracts.inspection.Plan;
import dev.gantry.inventory.model.desired.DesiredStateResult;
import dev.gantry.inventory.model.host.Cause;
import dev.gantry.inventory.model.host.Flag;
import dev.gantry.inventory.model.host.Host;
import dev.gantry.inventory.model.host.HostState;
import dev.gantry.inventory.model.host.Trigger;
import jakarta.enterprise.context.ApplicationScoped;

/** What a host does by itself when it comes to rest. */
@ApplicationScoped
class HostProgression {

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
    Host arrived(Host host) {
        Host settled = handover.handOver(host);
        boolean mayLook = settled.state().isResting() && settled.state() != HostState.MAINTENANCE;
        return mayLook && settled.isBehind() ? inspect.followUp(settled, SPEC_CHANGED) : settled;
    }

    /** An inspected host whose plan nothing hinders is provisioned at once, also when the plan is empty: the run verifies it. */
    void afterInspection(Host host, DesiredStateResult reading, Plan plan) {
        Host settled = arrived(host);
        boolean isHindered =
                settled.is(Flag.LAYOUT_IMPOSSIBLE) || settled.is(Flag.BLOCKED) || settled.is(Flag.NEEDS_APPROVAL);
        if (settled.state() == HostState.INSPECTED && reading.desired().isPresent() && !isHindered) {
            String why = plan.changes().isEmpty()
                    ? "the plan is empty; a run verifies it"
                    : "the plan needs nobody's approval";
            provision.start(settled, Trigger.PROVISION, new Cause("inventory", why), plan);
        } else if (settled.is(Flag.PROVISIONING_REQUESTED) && !isHindered && !settled.isBehind()) {
            provision.ordered(settled, plan);
        }
    }
}
