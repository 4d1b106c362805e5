package dev.gantry.inventory.flow;

import dev.gantry.contracts.event.HostEvent;
import dev.gantry.contracts.host.HostActivated;
import dev.gantry.contracts.nova.NovaConfigPublished;
import dev.gantry.contracts.nova.NovaConfigRendered;
import dev.gantry.contracts.nova.PlacementChecked;
import dev.gantry.inventory.model.Cause;
import dev.gantry.inventory.model.Flag;
import dev.gantry.inventory.model.Host;
import dev.gantry.inventory.model.HostState;
import dev.gantry.inventory.model.Lifecycle;
import dev.gantry.inventory.model.Trigger;
import dev.gantry.inventory.store.Hosts;
import dev.gantry.kit.event.Outbox;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Takes what makes a provisioned host bookable: nova's configuration published, then the proof by Placement or a person. */
@ApplicationScoped
public class RecordProof {

    private static final Cause NOVA_CONFIG = new Cause("nova-config", "the configuration is published");

    private final Hosts hosts;
    private final Moves moves;
    private final Arrivals arrivals;
    private final Outbox outbox;

    RecordProof(Hosts hosts, Moves moves, Arrivals arrivals, Outbox outbox) {
        this.hosts = hosts;
        this.moves = moves;
        this.arrivals = arrivals;
        this.outbox = outbox;
    }

    /** A configuration with errors is held back until a person mends what is wanted, or the settings. */
    @Transactional
    public void rendered(NovaConfigRendered event) {
        Host host = ofThisRun(event, "rendition").orElse(null);
        if (host == null) {
            return;
        }
        String errors = String.join("; ", Objects.requireNonNullElse(event.errors(), List.of()));
        if (errors.equals(host.flags().getOrDefault(Flag.UNPUBLISHED, ""))) {
            return;
        }
        if (errors.isEmpty()) {
            Cause mended = new Cause("nova-config", "the configuration has no errors any more");
            moves.note(host, "CONFIGURATION_MENDED", mended, h -> h.lower(Flag.UNPUBLISHED));
        } else {
            Cause held = new Cause("nova-config", errors);
            moves.note(host, "CONFIGURATION_HELD", held, h -> h.raise(Flag.UNPUBLISHED, errors));
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
        if (Lifecycle.move(host.state(), Trigger.CONFIGURED).isEmpty()) {
            hosts.update(known);
            return;
        }
        Cause cause = new Cause(
                "nova-config",
                "rendition %s published to %s: %s".formatted(event.revisionId(), event.target(), event.reference()));
        arrivals.settle(activate(configured(known, cause)));
    }

    @Transactional
    public void proven(PlacementChecked event) {
        Host host = ofThisRun(event, "proof").orElse(null);
        if (host == null) {
            return;
        }
        if (!event.matches()) {
            doubt(host, event);
            return;
        }
        Host known = host.with(host.work().proven(event.version()));
        hosts.update(known);
        arrivals.settle(activate(known));
    }

    @Transactional
    public Host confirm(String name, Cause cause) {
        Host host = hosts.lock(name).orElseThrow(() -> Refusals.hostNotFound(name));
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
        return moves.make(host, Trigger.CONFIGURED, cause, h -> h);
    }

    private Host activate(Host host) {
        boolean isProven =
                host.work().run() > 0 && host.work().proven() >= host.work().run();
        return host.state() == HostState.CONFIGURED && isProven
                ? activate(
                        host,
                        new Cause("nova-config", "Placement shows what was predicted"),
                        "placement",
                        "Placement shows what was predicted")
                : host;
    }

    private Host activate(Host host, Cause cause, String proof, String evidence) {
        Host active = moves.make(host, Trigger.CONFIRM, cause, h -> h.lower(Flag.UNPROVEN));
        outbox.publish(new HostActivated(active.name(), active.version(), proof, evidence));
        return active;
    }

    private void doubt(Host host, PlacementChecked event) {
        String differences = String.join("; ", event.differences());
        boolean isNews = !differences.equals(host.flags().get(Flag.UNPROVEN));
        if (isNews && (host.state() == HostState.CONFIGURED || host.state() == HostState.ACTIVE)) {
            moves.note(
                    host,
                    "PROOF_MISSING",
                    new Cause("nova-config", differences),
                    h -> h.raise(Flag.UNPROVEN, differences));
        }
    }
}
