package dev.gantry.inventory.flow;

import dev.gantry.inventory.model.Cause;
import dev.gantry.inventory.model.Flag;
import dev.gantry.inventory.model.Host;
import dev.gantry.inventory.model.Trigger;
import jakarta.enterprise.context.ApplicationScoped;

/** What waits for a host to come to rest: a person who asked for it while it was worked on. */
@ApplicationScoped
class Arrivals {

    private final Moves moves;

    Arrivals(Moves moves) {
        this.moves = moves;
    }

    Host settle(Host host) {
        String asked = host.flags().get(Flag.MAINTENANCE_REQUESTED);
        if (asked == null || !host.state().isResting()) {
            return host;
        }
        return moves.make(
                host, Trigger.MAINTAIN, new Cause("inventory", asked), h -> h.lower(Flag.MAINTENANCE_REQUESTED));
    }
}
