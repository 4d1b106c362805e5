package dev.gantry.inventory.flow.enrol;

import dev.gantry.contracts.host.HostEnrolled;
import dev.gantry.contracts.host.HostUpdated;
import dev.gantry.inventory.flow.desired.DesiredStateService;
import dev.gantry.inventory.flow.lifecycle.HostTransitions;
import dev.gantry.inventory.flow.lifecycle.InspectHost;
import dev.gantry.inventory.model.host.Cause;
import dev.gantry.inventory.model.host.Flag;
import dev.gantry.inventory.model.host.Host;
import dev.gantry.inventory.model.host.HostChange;
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
    private final Outbox outbox;
    private final Clock clock;

    EnrolHost(
            HostRepository hosts,
            HostTransitions transitions,
            DesiredStateService desiredStates,
            InspectHost inspect,
            Outbox outbox,
            Clock clock) {
        this.hosts = hosts;
        this.transitions = transitions;
        this.desiredStates = desiredStates;
        this.inspect = inspect;
        this.outbox = outbox;
        this.clock = clock;
    }

    public Host enrol(String name, HostSpec spec, Cause cause) {
        Host host = Host.enrolled(name, hosts.lastVersion(name) + 1, spec, clock.instant());
        transitions.enrol(host, cause);
        HostSpec.Reach reach = spec.reach();
        outbox.publish(
                new HostEnrolled(name, host.version(), desiredStates.memberships(spec), reach.address(), reach.port()));
        return inspect.followUp(host, cause);
    }

    /** {@code changed} names what differs, also where it is the groups' variables and not the spec itself. */
    public Host change(Host host, HostSpec spec, List<String> changed, Cause cause) {
        boolean isEdited = !spec.equals(host.spec());
        if (SpecDifference.isLabelling(changed)) {
            Host labelled = transitions.update(host, HostChange.LABELS_CHANGED, cause, h -> h.with(spec)
                    .with(h.work().edited(h.version())));
            outbox.publish(
                    new HostUpdated(labelled.name(), labelled.version(), desiredStates.memberships(spec), changed));
            return labelled;
        }
        hosts.forgetPlan(host.name());
        Host next = transitions.update(host, HostChange.SPEC_CHANGED, cause, h -> {
            Host.Work work = h.work().changed(h.version());
            Host changedHost = h.with(spec).with(isEdited ? work.edited(h.version()) : work);
            return spec.isPinned() ? changedHost.lower(Flag.NEEDS_HOST_KEY) : changedHost;
        });
        outbox.publish(new HostUpdated(next.name(), next.version(), desiredStates.memberships(spec), changed));
        return inspect.followUp(next, cause);
    }
}
