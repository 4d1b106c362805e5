package dev.gantry.inventory.flow.lifecycle;

import dev.gantry.contracts.host.HostSnapshot;
import dev.gantry.contracts.host.HostStateChanged;
import dev.gantry.inventory.flow.desired.DesiredStateService;
import dev.gantry.inventory.flow.host.HostProblems;
import dev.gantry.inventory.flow.settings.InventorySettings;
import dev.gantry.inventory.model.host.Cause;
import dev.gantry.inventory.model.host.Flag;
import dev.gantry.inventory.model.host.HistoryEntry;
import dev.gantry.inventory.model.host.Host;
import dev.gantry.inventory.model.host.HostChange;
import dev.gantry.inventory.model.host.HostDevices;
import dev.gantry.inventory.model.lifecycle.HostState;
import dev.gantry.inventory.model.lifecycle.Lifecycle;
import dev.gantry.inventory.model.lifecycle.Transition;
import dev.gantry.inventory.model.lifecycle.Trigger;
import dev.gantry.inventory.store.host.HistoryRepository;
import dev.gantry.inventory.store.host.HostRepository;
import dev.gantry.kit.event.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The one place where a host changes: version, row, history, log line, counter and events, all in the caller's transaction. */
@ApplicationScoped
public class HostTransitions {

    private final HostRepository hosts;
    private final HistoryRepository history;
    private final DesiredStateService desiredStates;
    private final Outbox outbox;
    private final Clock clock;
    private final MeterRegistry meters;
    private final InventorySettings settings;
    private final DrainOptionsProvider drainOptions;

    HostTransitions(
            HostRepository hosts,
            HistoryRepository history,
            DesiredStateService desiredStates,
            Outbox outbox,
            MeterRegistry meters,
            Clock clock,
            InventorySettings settings,
            DrainOptionsProvider drainOptions) {
        this.drainOptions = drainOptions;
        this.hosts = hosts;
        this.history = history;
        this.desiredStates = desiredStates;
        this.outbox = outbox;
        this.meters = meters;
        this.clock = clock;
        this.settings = settings;
    }

    /** Moves a host by the table and makes the changes of {@code besides} with it; what the table lacks is refused with 409. */
    public Host apply(Host host, Trigger trigger, Cause cause, UnaryOperator<Host> besides) {
        Transition transition = Lifecycle.transition(host.state(), trigger)
                .orElseThrow(() -> HostProblems.invalidTransition(host, trigger));
        Instant now = clock.instant();
        boolean goesOn = transition.staysThere() && transition.to() != HostState.INSPECTING;
        Instant deadline = goesOn ? host.deadline() : deadline(transition.to(), now);
        Host moved = besides.apply(host.at(host.version() + 1).in(transition.to(), now, deadline));
        Host next = moved.state() == HostState.DRAINING ? moved : moved.lower(Flag.NOVA_DRAIN, Flag.DRAINED);
        hosts.update(next);
        record(host, next, trigger.name(), cause);
        if (!transition.staysThere()) {
            Log.infof(
                    "state changed hostId=%s from=%s to=%s trigger=%s by=%s reason=%s",
                    host.name(), transition.from(), transition.to(), trigger, cause.who(), cause.why());
            meters.counter(
                            "gantry.host.transitions",
                            "from",
                            transition.from().name(),
                            "to",
                            transition.to().name(),
                            "trigger",
                            trigger.name())
                    .increment();
        }
        if (!transition.staysThere() || !next.flags().equals(host.flags())) {
            outbox.publish(new HostStateChanged(
                    next.name(),
                    next.version(),
                    transition.from().name(),
                    transition.to().name(),
                    trigger.name(),
                    cause.why(),
                    words(next),
                    entersDraining(transition) ? drainOptions.of(next.name()).orElse(null) : null));
        }
        snapshot(next);
        return next;
    }

    private static boolean entersDraining(Transition transition) {
        return transition.to() == HostState.DRAINING && !transition.staysThere();
    }

    /** Changes a host where it stands: its spec, a flag, an approval. */
    public Host update(Host host, HostChange what, Cause cause, UnaryOperator<Host> change) {
        Host next = change.apply(host.at(host.version() + 1));
        hosts.update(next);
        record(host, next, what.name(), cause);
        if (!next.flags().equals(host.flags())) {
            outbox.publish(new HostStateChanged(
                    next.name(),
                    next.version(),
                    next.state().name(),
                    next.state().name(),
                    what.name(),
                    cause.why(),
                    words(next),
                    null));
        }
        snapshot(next);
        return next;
    }

    /** The first thing known of a host. */
    public void enrol(Host host, Cause cause) {
        hosts.insert(host);
        history.add(new HistoryEntry(
                host.name(),
                host.version(),
                clock.instant(),
                HostChange.ENROLLED.name(),
                null,
                HostState.ENROLLED,
                cause,
                0));
        Log.infof("host enrolled hostId=%s by=%s", host.name(), cause.who());
        snapshot(host);
    }

    public static List<String> words(Host host) {
        return host.flags().keySet().stream().map(Flag::word).toList();
    }

    private void record(Host before, Host after, String what, Cause cause) {
        Instant now = clock.instant();
        long millis = Duration.between(before.since(), now).toMillis();
        history.add(new HistoryEntry(
                after.name(), after.version(), now, what, before.state(), after.state(), cause, millis));
    }

    /** Tells a host's newest picture once more; nothing of the host changes. It has to be locked. */
    void tellAgain(Host host) {
        snapshot(host);
    }

    private void snapshot(Host host) {
        HostDevices found = hosts.devices(host.name());
        outbox.publish(new HostSnapshot(
                host.name(),
                host.version(),
                host.state().name(),
                desiredStates.memberships(host.spec()),
                words(host),
                host.spec().reach().address(),
                host.spec().reach().port(),
                found.devices(),
                found.driverVersion()));
    }

    private @Nullable Instant deadline(HostState state, Instant now) {
        return switch (state.deadline()) {
            case NONE -> null;
            case INSPECTION -> now.plus(settings.inspection().timeout());
            case PROVISIONING -> now.plus(settings.provisioning().timeout());
            case DRAIN -> now.plus(settings.drain().timeout());
        };
    }
}
