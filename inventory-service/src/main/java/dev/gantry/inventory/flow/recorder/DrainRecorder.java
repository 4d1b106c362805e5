package dev.gantry.inventory.flow.recorder;

import dev.gantry.contracts.nova.HostDrainChanged;
import dev.gantry.inventory.flow.lifecycle.HostOperations;
import dev.gantry.inventory.flow.lifecycle.HostTransitions;
import dev.gantry.inventory.flow.settings.InventorySettings;
import dev.gantry.inventory.model.host.Cause;
import dev.gantry.inventory.model.host.Flag;
import dev.gantry.inventory.model.host.Host;
import dev.gantry.inventory.model.host.HostChange;
import dev.gantry.inventory.model.lifecycle.HostState;
import dev.gantry.inventory.store.host.HistoryRepository;
import dev.gantry.inventory.store.host.HostRepository;
import dev.gantry.kit.http.ProblemException;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Objects;

/** Takes what nova-config says of a drain by Nova: it is shown, and its end is what a person would confirm elsewhere. */
@ApplicationScoped
public class DrainRecorder {

    private final HostRepository hosts;
    private final HistoryRepository history;
    private final HostTransitions transitions;
    private final HostOperations operations;
    private final Clock clock;
    private final InventorySettings settings;

    DrainRecorder(
            HostRepository hosts,
            HistoryRepository history,
            HostTransitions transitions,
            HostOperations operations,
            Clock clock,
            InventorySettings settings) {
        this.hosts = hosts;
        this.history = history;
        this.transitions = transitions;
        this.operations = operations;
        this.clock = clock;
        this.settings = settings;
    }

    /** What belongs to a drain before this one, or to none, is ignored. */
    @Transactional
    public void changed(HostDrainChanged event) {
        Host host = hosts.lock(event.host())
                .filter(h -> h.state() == HostState.DRAINING)
                .filter(h -> event.version() >= history.entered(h.name(), HostState.DRAINING))
                .orElse(null);
        if (host == null) {
            Log.infof("drain ignored, nobody waits for it hostId=%s version=%d", event.host(), event.version());
            return;
        }
        switch (event.state()) {
            case "DRAINED" -> drained(host, event);
            case "DRAINING" -> progressed(host, "Nova moves its guests away" + told(event));
            case "STOPPED" -> progressed(host, "the drain by Nova is stopped" + told(event));
            default -> {
                // its end is of no weight here
            }
        }
    }

    private void progressed(Host host, String how) {
        hosts.postpone(host.name(), clock.instant().plus(settings.drain().timeout()));
        if (!how.equals(host.flags().get(Flag.NOVA_DRAIN))) {
            transitions.update(
                    host, HostChange.DRAIN_PROGRESSED, new Cause("nova-config", how), h -> h.raise(Flag.NOVA_DRAIN, how)
                            .lower(Flag.DRAINED));
        }
    }

    private void drained(Host host, HostDrainChanged event) {
        String how = "Nova has moved every guest away" + told(event);
        Cause cause = new Cause("nova-config", how);
        Host empty = transitions.update(host, HostChange.DRAIN_PROGRESSED, cause, h -> h.raise(Flag.DRAINED, how)
                .lower(Flag.NOVA_DRAIN));
        try {
            operations.drainedByNova(empty, cause);
        } catch (ProblemException e) {
            // No plan yet, which is asked for, or it waits for approval: the host says so, and goes on with it.
            Log.infof("drained host waits hostId=%s reason=%s", host.name(), e.getMessage());
        }
    }

    private static String told(HostDrainChanged event) {
        long gone =
                event.servers().stream().filter(s -> s.state().equals("MOVED")).count();
        String waits = Objects.requireNonNullElse(event.waitsFor(), "");
        String counted = event.servers().isEmpty()
                ? ""
                : " (%d of %d asked)".formatted(gone, event.servers().size());
        return counted + (waits.isEmpty() ? "" : ": " + waits);
    }
}
