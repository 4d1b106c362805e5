package dev.gantry.inventory.flow.recorder;

import dev.gantry.contracts.event.HostEvent;
import dev.gantry.contracts.host.HostActivated;
import dev.gantry.contracts.nova.NovaConfigPublished;
import dev.gantry.contracts.nova.NovaConfigRendered;
import dev.gantry.contracts.nova.PlacementChecked;
import dev.gantry.inventory.flow.host.HostProblems;
import dev.gantry.inventory.flow.lifecycle.HostTransitions;
import dev.gantry.inventory.flow.lifecycle.MaintenanceHandover;
import dev.gantry.inventory.model.host.Cause;
import dev.gantry.inventory.model.host.Flag;
import dev.gantry.inventory.model.host.Host;
import dev.gantry.inventory.model.host.HostChange;
import dev.gantry.inventory.model.host.PlacementFigures;
import dev.gantry.inventory.model.lifecycle.HostState;
import dev.gantry.inventory.model.lifecycle.HostState.Offer;
import dev.gantry.inventory.model.lifecycle.Lifecycle;
import dev.gantry.inventory.model.lifecycle.Trigger;
import dev.gantry.inventory.store.host.HostRepository;
import dev.gantry.kit.event.Outbox;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Takes what makes a provisioned host bookable: nova's configuration published, then the placement check or the word of a person. */
@ApplicationScoped
public class PlacementRecorder {

    private static final Cause NOVA_CONFIG = new Cause("nova-config", "the configuration is published");

    private final HostRepository hosts;
    private final HostTransitions transitions;
    private final MaintenanceHandover handover;
    private final Outbox outbox;
    private final Clock clock;

    PlacementRecorder(
            HostRepository hosts,
            HostTransitions transitions,
            MaintenanceHandover handover,
            Outbox outbox,
            Clock clock) {
        this.hosts = hosts;
        this.transitions = transitions;
        this.handover = handover;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** A configuration with errors is held back until a person mends the desired state or the settings. */
    @Transactional
    public void rendered(NovaConfigRendered event) {
        Host host = ofThisRun(event, "revision").orElse(null);
        if (host == null) {
            return;
        }
        String errors = String.join("; ", Objects.requireNonNullElse(event.errors(), List.of()));
        if (errors.equals(host.flags().getOrDefault(Flag.REVISION_HELD, ""))) {
            return;
        }
        if (errors.isEmpty()) {
            Cause mended = new Cause("nova-config", "the configuration has no errors any more");
            transitions.update(host, HostChange.CONFIGURATION_MENDED, mended, h -> h.lower(Flag.REVISION_HELD));
        } else {
            Cause held = new Cause("nova-config", errors);
            transitions.update(host, HostChange.CONFIGURATION_HELD, held, h -> h.raise(Flag.REVISION_HELD, errors));
        }
    }

    /** Comes by another topic than the end of the run, so it may be here first: then it is kept until that arrives. */
    @Transactional
    public void published(NovaConfigPublished event) {
        Host host = ofThisRun(event, "publication").orElse(null);
        if (host == null) {
            return;
        }
        Host known = host.with(host.work().published(event.version()));
        if (Lifecycle.transition(host.state(), Trigger.CONFIGURED).isEmpty()) {
            hosts.update(known);
            return;
        }
        Cause cause = new Cause(
                "nova-config",
                "revision %s published to %s: %s".formatted(event.revisionId(), event.target(), event.reference()));
        handover.handOver(activate(configured(known, cause)));
    }

    @Transactional
    public void checked(PlacementChecked event) {
        Host host = ofThisRun(event, "placement check").orElse(null);
        if (host == null) {
            return;
        }
        if (event.figures() != null) {
            hosts.storeFigures(host.name(), new PlacementFigures(event.figures(), clock.instant()));
        }
        if (!event.matches()) {
            doubt(host, event);
            return;
        }
        Host known = host.with(host.work().placementChecked(event.version()));
        hosts.update(known);
        handover.handOver(activate(settled(known)));
    }

    /** Placement was asked again and shows by now what it did not show before. */
    private Host settled(Host host) {
        return host.is(Flag.PLACEMENT_MISMATCH) && host.state() != HostState.CONFIGURED
                ? transitions.update(
                        host,
                        HostChange.PLACEMENT_MATCHES,
                        new Cause("nova-config", "Placement shows what was predicted"),
                        h -> h.lower(Flag.PLACEMENT_MISMATCH))
                : host;
    }

    @Transactional
    public Host activate(String name, Cause cause) {
        Host host = hosts.lock(name).orElseThrow(() -> HostProblems.hostNotFound(name));
        return activate(host, cause, "operator", cause.who() + ": " + cause.why());
    }

    /** Empty when the host is gone, or the event is of a run before its newest. */
    private Optional<Host> ofThisRun(HostEvent event, String what) {
        Optional<Host> host = hosts.lock(event.host())
                .filter(h -> h.work().run() > 0 && event.version() >= h.work().run());
        if (host.isEmpty()) {
            Log.infof("%s ignored, it is of an older run hostId=%s version=%d", what, event.host(), event.version());
        }
        return host;
    }

    /** Right after a run ended: what nova-config said of it before. */
    Host catchUp(Host host) {
        boolean isPublished =
                host.work().run() > 0 && host.work().published() >= host.work().run();
        return isPublished ? activate(configured(host, NOVA_CONFIG)) : host;
    }

    private Host configured(Host host, Cause cause) {
        return transitions.apply(host, Trigger.CONFIGURED, cause, h -> h);
    }

    private Host activate(Host host) {
        boolean isProven = host.work().run() > 0
                && host.work().placementChecked() >= host.work().run();
        return host.state() == HostState.CONFIGURED && isProven
                ? activate(
                        host,
                        new Cause("nova-config", "Placement shows what was predicted"),
                        "placement",
                        "Placement shows what was predicted")
                : host;
    }

    private Host activate(Host host, Cause cause, String proof, String evidence) {
        Host active = transitions.apply(host, Trigger.ACTIVATE, cause, h -> h.lower(Flag.PLACEMENT_MISMATCH));
        outbox.publish(new HostActivated(active.name(), active.version(), proof, evidence));
        return active;
    }

    private void doubt(Host host, PlacementChecked event) {
        String differences = String.join("; ", event.differences());
        boolean isNews = !differences.equals(host.flags().get(Flag.PLACEMENT_MISMATCH));
        if (isNews && host.state().offer() == Offer.BOOKABLE) {
            transitions.update(
                    host,
                    HostChange.PLACEMENT_MISMATCH,
                    new Cause("nova-config", differences),
                    h -> h.raise(Flag.PLACEMENT_MISMATCH, differences));
        }
    }
}
