package dev.gantry.inventory.flow.lifecycle;

import dev.gantry.contracts.desired.DesiredState;
import dev.gantry.contracts.host.HostInspectionRequested;
import dev.gantry.inventory.flow.desired.DesiredStateService;
import dev.gantry.inventory.flow.desired.DesiredStates;
import dev.gantry.inventory.flow.host.HostProblems;
import dev.gantry.inventory.model.host.Cause;
import dev.gantry.inventory.model.host.Flag;
import dev.gantry.inventory.model.host.Host;
import dev.gantry.inventory.model.host.HostChange;
import dev.gantry.inventory.model.lifecycle.HostState;
import dev.gantry.inventory.model.lifecycle.Trigger;
import dev.gantry.inventory.store.host.HostRepository;
import dev.gantry.kit.event.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** Asks the provisioner to inspect a host. */
@ApplicationScoped
public class InspectHost {

    private final HostRepository hosts;
    private final HostTransitions transitions;
    private final DesiredStateService desiredStates;
    private final Outbox outbox;

    InspectHost(HostRepository hosts, HostTransitions transitions, DesiredStateService desiredStates, Outbox outbox) {
        this.hosts = hosts;
        this.transitions = transitions;
        this.desiredStates = desiredStates;
        this.outbox = outbox;
    }

    @Transactional
    public Host inspect(String name, Cause cause) {
        Host host = hosts.lock(name).orElseThrow(() -> HostProblems.hostNotFound(name));
        return request(host, Trigger.INSPECT, cause);
    }

    /** {@code trigger} is one that leads to an inspection: INSPECT, RETRY_INSPECTION or RESUME. */
    Host request(Host host, Trigger trigger, Cause cause) {
        if (!host.spec().isPinned()) {
            throw HostProblems.hostKeyMissing(host);
        }
        Host next = transitions.apply(host, trigger, cause, h -> {
            Host inspecting = h.with(h.work().inspecting(h.version())).lower(Flag.NEEDS_HOST_KEY);
            return h.state() == HostState.INSPECTING
                    ? inspecting.failed(null).lower(Flag.NEEDS_APPROVAL, Flag.LAYOUT_IMPOSSIBLE, Flag.BLOCKED)
                    : inspecting;
        });
        DesiredState desiredState = desiredStates
                .now()
                .reading(next.name(), next.spec())
                .desired()
                .map(DesiredStates::desiredState)
                .orElse(null);
        outbox.publish(new HostInspectionRequested(
                next.name(), next.version(), DesiredStates.target(next.spec()), desiredState));
        return next;
    }

    /** After enrolment or a change of the desired state: inspects where the state lets it; otherwise arrival will. */
    public Host followUp(Host host, Cause cause) {
        return switch (host.state().onChange()) {
            case INSPECT -> host.spec().isPinned() ? request(host, Trigger.INSPECT, cause) : askForKey(host, cause);
            case WAIT -> host;
        };
    }

    private Host askForKey(Host host, Cause cause) {
        if (host.is(Flag.NEEDS_HOST_KEY)) {
            return host;
        }
        String why = "no SSH host key is pinned; set hostKey to what ssh-keyscan and ssh-keygen -lf print";
        return transitions.update(host, HostChange.HOST_KEY_MISSING, cause, h -> h.raise(Flag.NEEDS_HOST_KEY, why));
    }
}
