package dev.gantry.inventory.flow.recorder;

import dev.gantry.contracts.host.HostDriftFound;
import dev.gantry.contracts.host.HostInspected;
import dev.gantry.contracts.host.HostInspectionFailed;
import dev.gantry.inventory.flow.desired.DesiredStateService;
import dev.gantry.inventory.flow.lifecycle.HostProgression;
import dev.gantry.inventory.flow.lifecycle.HostTransitions;
import dev.gantry.inventory.model.desired.DesiredStateResult;
import dev.gantry.inventory.model.host.Cause;
import dev.gantry.inventory.model.host.Failure;
import dev.gantry.inventory.model.host.Flag;
import dev.gantry.inventory.model.host.Host;
import dev.gantry.inventory.model.host.Inspection;
import dev.gantry.inventory.model.lifecycle.HostState;
import dev.gantry.inventory.model.lifecycle.Lifecycle;
import dev.gantry.inventory.model.lifecycle.Trigger;
import dev.gantry.inventory.store.host.HostRepository;
import dev.gantry.inventory.store.host.PlanRepository;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Takes what the provisioner saw of a host, and lets the host go on where nothing hinders it. */
@ApplicationScoped
public class InspectionRecorder {

    private static final Cause PROVISIONER = new Cause("provisioner", "inspected the host");

    private final HostRepository hosts;
    private final HostTransitions transitions;
    private final DesiredStateService desiredStates;
    private final HostProgression progression;
    private final Clock clock;
    private final PlanRepository plans;

    InspectionRecorder(
            HostRepository hosts,
            HostTransitions transitions,
            DesiredStateService desiredStates,
            HostProgression progression,
            Clock clock,
            PlanRepository plans) {
        this.plans = plans;
        this.hosts = hosts;
        this.transitions = transitions;
        this.desiredStates = desiredStates;
        this.progression = progression;
        this.clock = clock;
    }

    @Transactional
    public void inspected(HostInspected event) {
        awaited(event.host(), event.version(), Trigger.INSPECTED, h -> h.work().inspection())
                .ifPresent(host -> take(host, event));
    }

    private void take(Host host, HostInspected event) {
        Inspection inspection = new Inspection(event.facts(), event.plan(), clock.instant());
        hosts.storeInspection(host.name(), inspection);
        plans.add(host.name(), inspection, Objects.requireNonNullElse(event.changed(), List.of()));
        DesiredStateResult reading = desiredStates.now().reading(host.name(), host.spec());
        var flags = FlagRules.of(host, reading, event.facts(), event.plan());
        Host next = transitions.apply(
                host, Trigger.INSPECTED, PROVISIONER, h -> h.judged(flags).failed(null));
        progression.afterInspection(next, reading, event.plan());
    }

    @Transactional
    public void failed(HostInspectionFailed event) {
        boolean isOther = event.reason().equals(Failure.HOST_KEY_CHANGED);
        // While a run works on the host, it is the run that could not look at it.
        awaited(
                        event.host(),
                        event.version(),
                        Trigger.INSPECTION_FAILED,
                        h -> h.state() == HostState.PROVISIONING
                                ? h.work().run()
                                : h.work().inspection())
                .ifPresent(host -> {
                    Cause cause = new Cause("provisioner", event.reason() + ": " + event.detail());
                    Failure failure =
                            new Failure(HostState.INSPECTING, event.reason(), event.detail(), event.retryable());
                    if (host.state() == HostState.INSPECTING) {
                        progression.arrived(
                                transitions.apply(host, Trigger.INSPECTION_FAILED, cause, h -> h.failed(failure)));
                    } else if (isOther && host.state() != HostState.PROVISIONING) {
                        transitions.apply(host, Trigger.HOST_KEY_CHANGED, cause, h -> h.failed(failure)
                                .with(h.work().forgotten()));
                    } else {
                        transitions.apply(
                                host,
                                Trigger.INSPECTION_FAILED,
                                cause,
                                h -> h.raise(Flag.INSPECTION_FAILED, cause.why()));
                    }
                });
    }

    /** Found by the provisioner's own check. Nothing is mended without an order. */
    @Transactional
    public void drift(HostDriftFound event) {
        Optional<Host> found = hosts.lock(event.host())
                .filter(h -> event.version() >= h.work().run())
                .filter(h -> h.state() != HostState.INSPECTING)
                .filter(h -> Lifecycle.transition(h.state(), Trigger.INSPECTED)
                        .filter(m -> m.staysThere())
                        .isPresent());
        if (found.isEmpty()) {
            Log.infof(
                    "drift ignored, the host is elsewhere by now hostId=%s version=%d", event.host(), event.version());
            return;
        }
        String differences = String.join("; ", event.differences());
        Cause cause = new Cause("provisioner", differences.isEmpty() ? "the drift is gone" : differences);
        Host host = found.get();
        boolean isNews = !differences.equals(host.flags().getOrDefault(Flag.DRIFTED, ""));
        if (isNews) {
            transitions.apply(
                    host,
                    Trigger.INSPECTED,
                    cause,
                    h -> differences.isEmpty() ? h.lower(Flag.DRIFTED) : h.raise(Flag.DRIFTED, differences));
        }
    }

    private Optional<Host> awaited(String name, long version, Trigger trigger, ToLongFunction<Host> expected) {
        Optional<Host> host = hosts.lock(name)
                .filter(h -> expected.applyAsLong(h) == version)
                .filter(h -> Lifecycle.transition(h.state(), trigger).isPresent());
        if (host.isEmpty()) {
            Log.infof("answer ignored, nobody waits for it hostId=%s version=%d trigger=%s", name, version, trigger);
        }
        return host;
    }
}
