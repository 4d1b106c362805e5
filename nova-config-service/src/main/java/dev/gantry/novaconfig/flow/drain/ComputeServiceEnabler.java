package dev.gantry.novaconfig.flow.drain;

import dev.gantry.novaconfig.model.drain.Drain;
import dev.gantry.novaconfig.openstack.NovaServers.ComputeService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Enables the compute service again, but only if the drain disabled it and nobody else said why since. */
@ApplicationScoped
class ComputeServiceEnabler {

    private final DrainPlanner planner;

    ComputeServiceEnabler(DrainPlanner planner) {
        this.planner = planner;
    }

    /**
     * Why it was left as it is; empty when it is enabled.
     *
     * @throws dev.gantry.openstack.RemoteException when OpenStack says no or nothing
     */
    Optional<String> enable(Drain drain) {
        DrainPlanner.Seen seen = planner.look(drain.host());
        ComputeService service = seen.service();
        if (service.enabled()) {
            return Optional.empty();
        }
        if (!drain.disabledByUs()) {
            return Optional.of("the compute service was disabled before the drain, so it stays disabled");
        }
        if (!drain.disabledReason().equals(service.disabledReason())) {
            return Optional.of(
                    "somebody else gave a reason for disabling the compute service since: " + service.disabledReason());
        }
        seen.nova().enable(service);
        return Optional.empty();
    }
}
