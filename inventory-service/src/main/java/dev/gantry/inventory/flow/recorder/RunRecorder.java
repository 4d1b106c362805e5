package dev.gantry.inventory.flow.recorder;

import dev.gantry.contracts.host.HostProvisioned;
import dev.gantry.contracts.host.HostProvisioningFailed;
import dev.gantry.contracts.host.HostStepFinished;
import dev.gantry.inventory.flow.lifecycle.HostProgression;
import dev.gantry.inventory.flow.lifecycle.HostTransitions;
import dev.gantry.inventory.flow.settings.InventorySettings;
import dev.gantry.inventory.model.host.Cause;
import dev.gantry.inventory.model.host.Failure;
import dev.gantry.inventory.model.host.Flag;
import dev.gantry.inventory.model.host.Host;
import dev.gantry.inventory.model.host.HostChange;
import dev.gantry.inventory.model.host.HostDevices;
import dev.gantry.inventory.model.host.Inspection;
import dev.gantry.inventory.model.lifecycle.HostState;
import dev.gantry.inventory.model.lifecycle.Lifecycle;
import dev.gantry.inventory.model.lifecycle.Trigger;
import dev.gantry.inventory.store.host.HostRepository;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;

/** Takes what the provisioner says of a run. */
@ApplicationScoped
public class RunRecorder {

    private final HostRepository hosts;
    private final HostTransitions transitions;
    private final HostProgression progression;
    private final PlacementRecorder placement;
    private final Clock clock;
    private final InventorySettings settings;

    RunRecorder(
            HostRepository hosts,
            HostTransitions transitions,
            HostProgression progression,
            PlacementRecorder placement,
            Clock clock,
            InventorySettings settings) {
        this.hosts = hosts;
        this.transitions = transitions;
        this.progression = progression;
        this.placement = placement;
        this.clock = clock;
        this.settings = settings;
    }

    @Transactional
    public void provisioned(HostProvisioned event) {
        awaited(event.host(), event.version(), Trigger.PROVISIONED).ifPresent(host -> {
            hosts.storeDevices(host.name(), new HostDevices(event.devices(), event.driverVersion()));
            if (event.facts() == null) {
                hosts.forgetPlan(host.name());
            } else {
                hosts.storeInspection(host.name(), new Inspection(event.facts(), null, clock.instant()));
            }
            Cause cause = new Cause(
                    "provisioner",
                    "run %s: %d changes, %d reboots, %d devices"
                            .formatted(
                                    event.runId(),
                                    event.changes(),
                                    event.reboots(),
                                    event.devices().size()));
            Host next = transitions.apply(host, Trigger.PROVISIONED, cause, h -> h.failed(null)
                    .approved(null)
                    .lower(
                            Flag.DRIFTED,
                            Flag.CHANGE_PENDING,
                            Flag.NEEDS_APPROVAL,
                            Flag.BLOCKED,
                            Flag.LAYOUT_IMPOSSIBLE,
                            Flag.INSPECTION_FAILED,
                            Flag.PLACEMENT_MISMATCH));
            progression.arrived(placement.catchUp(next));
        });
    }

    @Transactional
    public void failed(HostProvisioningFailed event) {
        awaited(event.host(), event.version(), Trigger.PROVISIONING_FAILED).ifPresent(host -> {
            String detail = "step %s of run %s: %s".formatted(event.step(), event.runId(), event.detail());
            Failure failure = new Failure(HostState.PROVISIONING, event.reason(), detail, event.retryable());
            Cause cause = new Cause("provisioner", event.reason() + ": " + detail);
            Host next = transitions.apply(host, Trigger.PROVISIONING_FAILED, cause, h -> h.failed(failure));
            progression.arrived(next);
        });
    }

    /** The run goes on, so it has more time, and whatever kept it out is over. */
    @Transactional
    public void progressed(HostStepFinished event) {
        hosts.lock(event.host())
                .filter(h -> h.state() == HostState.PROVISIONING && h.work().run() == event.version())
                .ifPresent(h -> {
                    hosts.postpone(
                            h.name(),
                            clock.instant().plus(settings.provisioning().timeout()));
                    if (h.flags().containsKey(Flag.INSPECTION_FAILED)) {
                        Cause cause = new Cause("provisioner", "step " + event.step() + " of the run was seen to end");
                        transitions.update(h, HostChange.REACHED_AGAIN, cause, on -> on.lower(Flag.INSPECTION_FAILED));
                    }
                });
    }

    private Optional<Host> awaited(String name, long version, Trigger trigger) {
        Optional<Host> host = hosts.lock(name)
                .filter(h -> h.work().run() == version)
                .filter(h -> Lifecycle.transition(h.state(), trigger).isPresent());
        if (host.isEmpty()) {
            Log.infof("answer ignored, nobody waits for it hostId=%s version=%d trigger=%s", name, version, trigger);
        }
        return host;
    }
}
