package dev.gantry.inventory.flow.lifecycle;

import dev.gantry.inventory.model.host.Cause;
import dev.gantry.inventory.model.host.Flag;
import dev.gantry.inventory.model.host.Host;
import dev.gantry.inventory.model.lifecycle.Trigger;
import jakarta.enterprise.context.ApplicationScoped;

/** What waits for a host to come to rest: a person who asked for it while it was worked on. */
@ApplicationScoped
public class MaintenanceHandover {

    private final HostTransitions transitions;

    MaintenanceHandover(HostTransitions transitions) {
        this.transitions = transitions;
    }

    public Host handOver(Host host) {
        String asked = host.flags().get(Flag.MAINTENANCE_REQUESTED);
        if (asked == null || !host.state().isResting()) {
            return host;
        }
        return transitions.apply(
                host, Trigger.MAINTAIN, new Cause("inventory", asked), h -> h.lower(Flag.MAINTENANCE_REQUESTED));
    }
}
