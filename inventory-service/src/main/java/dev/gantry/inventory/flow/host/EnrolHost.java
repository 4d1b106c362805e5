package dev.gantry.inventory.flow.host;

import dev.gantry.contracts.host.HostEnrolled;
import dev.gantry.contracts.host.HostUpdated;
import dev.gantry.inventory.flow.desired.DesiredStateService;
import dev.gantry.inventory.model.host.Cause;
import dev.gantry.inventory.model.host.Flag;
import dev.gantry.inventory.model.host.Host;
import dev.gantry.inventory.model.host.HostSpec;
import dev.gantry.inventory.store.host.HostRepository;
import dev.gantry.kit.event.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

/** Stores a new host or a changed spec, tells it, and has the host inspected. The spec is checked before. */
@ApplicationScoped
public class EnrolHost {

    private final HostRepository hosts;
    private final HostTransitions transitions;
    private final DesiredStateService desiredStates;
    private final InspectHost inspect;
    private final Announcer announcer;

    EnrolHost(
            HostRepository hosts,
            HostTransitions transitions,
            DesiredStateService desiredStates,
            InspectHost inspect,
            Announcer announcer) {
        this.hosts = hosts;
        this.transitions = transitions;
        this.desiredStates = desiredStates;
        this.inspect = inspect;
        this.announcer = announcer;
    }

    public Host enrol(String name, HostSpec spec, Cause cause) {
        Host host = Host.enrolled(
                name, hosts.lastVersion(name) + 1, spec, announcer.clock().instant());
        transitions.enrol(host, cause);
        HostSpec.Reach reach = spec.reach();
        announcer
                .outbox()
                .publish(new HostEnrolled(
                        name, host.version(), desiredStates.memberships(spec), reach.address(), reach.port()));
        return inspect.followUp(host, cause);
    }

    /** {@code changed} names what differs, also where it is the groups' variables and not the spec itself. */
    public Host change(Host host, HostSpec spec, List<String> changed, Cause cause) {
        hosts.forgetPlan(host.name());
        Host next = transitions.update(host, "SPEC_CHANGED", cause, h -> {
            Host changedHost = h.with(spec).with(h.work().changed(h.version()));
            return spec.isPinned() ? changedHost.lower(Flag.NEEDS_HOST_KEY) : changedHost;
        });
        announcer
                .outbox()
                .publish(new HostUpdated(next.name(), next.version(), desiredStates.memberships(spec), changed));
        return inspect.followUp(next, cause);
    }

    /** Tells facts, with the time. */
    @jakarta.enterprise.context.Dependent
    static class Announcer {
        private final Outbox outbox;
        private final Clock clock;

        Announcer(Outbox outbox, Clock clock) {
            this.outbox = outbox;
            this.clock = clock;
        }

        Outbox outbox() {
            return outbox;
        }

        Clock clock() {
            return clock;
        }
    }
}
