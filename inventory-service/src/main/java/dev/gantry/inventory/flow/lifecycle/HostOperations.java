package dev.gantry.inventory.flow.lifecycle;

import dev.gantry.contracts.host.HostRetired;
import dev.gantry.inventory.flow.host.HostProblems;
import dev.gantry.inventory.model.host.Cause;
import dev.gantry.inventory.model.host.Failure;
import dev.gantry.inventory.model.host.Flag;
import dev.gantry.inventory.model.host.Host;
import dev.gantry.inventory.model.host.HostChange;
import dev.gantry.inventory.model.lifecycle.HostState;
import dev.gantry.inventory.model.lifecycle.Lifecycle;
import dev.gantry.inventory.model.lifecycle.Transition;
import dev.gantry.inventory.model.lifecycle.Trigger;
import dev.gantry.inventory.store.host.HostRepository;
import dev.gantry.kit.event.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** What an operator has done with a host: drain, maintenance, resume, retry, retire. */
@ApplicationScoped
public class HostOperations {

    private final HostRepository hosts;
    private final HostTransitions transitions;
    private final InspectHost inspect;
    private final ProvisionHost provision;
    private final Outbox outbox;

    HostOperations(
            HostRepository hosts,
            HostTransitions transitions,
            InspectHost inspect,
            ProvisionHost provision,
            Outbox outbox) {
        this.hosts = hosts;
        this.transitions = transitions;
        this.inspect = inspect;
        this.provision = provision;
        this.outbox = outbox;
    }

    @Transactional
    public Host drain(String name, Cause cause) {
        return transitions.apply(lock(name), Trigger.DRAIN, cause, h -> h);
    }

    /** The guests are gone: on to the person who asked for the host, otherwise to its run. */
    @Transactional
    public Host confirmDrained(String name, Cause cause) {
        Host host = lock(name);
        if (host.state() != HostState.DRAINING) {
            throw HostProblems.invalidTransition(host, Trigger.DRAINED);
        }
        return drained(host, cause);
    }

    private Host drained(Host host, Cause cause) {
        return host.is(Flag.MAINTENANCE_REQUESTED)
                ? transitions.apply(host, Trigger.MAINTAIN, cause, h -> h.lower(Flag.MAINTENANCE_REQUESTED))
                : provision.continueAfterDrain(host, cause);
    }

    /** Nova has seen the guests go. 409 when the plan waits for approval; nobody is here to ask for one that is missing, so it is asked for. */
    public Host drainedByNova(Host host, Cause cause) {
        boolean isPlanned = hosts.inspection(host.name())
                .filter(found -> found.plan() != null)
                .isPresent();
        return isPlanned || host.is(Flag.MAINTENANCE_REQUESTED)
                ? drained(host, cause)
                : inspect.request(host, Trigger.INSPECT, cause);
    }

    /** A host that is being worked on is handed over when that ends. */
    @Transactional
    public Host maintain(String name, Cause cause) {
        Host host = lock(name);
        return host.state().isWorking()
                ? transitions.update(
                        host,
                        HostChange.MAINTENANCE_REQUESTED,
                        cause,
                        h -> h.raise(Flag.MAINTENANCE_REQUESTED, cause.why()))
                : transitions.apply(host, Trigger.MAINTAIN, cause, h -> h.failed(null)
                        .with(h.work().forgotten()));
    }

    /** Back from maintenance, or a drain called off, or a request for maintenance taken back. */
    @Transactional
    public Host resume(String name, Cause cause) {
        Host host = lock(name);
        Optional<Transition> move = Lifecycle.transition(host.state(), Trigger.RESUME);
        if (move.isPresent()) {
            return move.get().to() == HostState.INSPECTING
                    ? inspect.request(host, Trigger.RESUME, cause)
                    : transitions.apply(
                            host,
                            Trigger.RESUME,
                            cause,
                            h -> h.lower(Flag.MAINTENANCE_REQUESTED, Flag.PROVISIONING_REQUESTED));
        }
        if (!host.state().isWorking() || !host.is(Flag.MAINTENANCE_REQUESTED)) {
            throw HostProblems.nothingToResume(host);
        }
        return transitions.update(
                host, HostChange.MAINTENANCE_CALLED_OFF, cause, h -> h.lower(Flag.MAINTENANCE_REQUESTED));
    }

    /** Back to the work that failed. */
    @Transactional
    public Host retry(String name, Cause cause) {
        Host host = lock(name);
        Failure failure = host.failure();
        if (host.state() != HostState.FAILED || failure == null) {
            throw HostProblems.nothingToRetry(host);
        }
        if (failure.reason().equals(Failure.HOST_KEY_CHANGED)) {
            throw HostProblems.notRetryable(host, failure);
        }
        return switch (failure.during().retry().orElseThrow(() -> HostProblems.nothingToRetry(host))) {
            case RETRY_PROVISIONING -> provision.retryRun(host, cause);
            case RETRY_DRAINING -> drainAgain(host, cause);
            default -> inspect.request(host, Trigger.RETRY_INSPECTION, cause);
        };
    }

    /** An ordered run still waits for its inspection. */
    private Host drainAgain(Host host, Cause cause) {
        Host draining = transitions.apply(host, Trigger.RETRY_DRAINING, cause, h -> h.failed(null));
        return draining.is(Flag.PROVISIONING_REQUESTED) ? inspect.request(draining, Trigger.INSPECT, cause) : draining;
    }

    @Transactional
    public Host retire(String name, Cause cause) {
        Host retired = transitions.apply(
                lock(name), Trigger.RETIRE, cause, h -> h.with(h.work().forgotten()));
        outbox.publish(new HostRetired(retired.name(), retired.version(), cause.why()));
        return retired;
    }

    private Host lock(String name) {
        return hosts.lock(name).orElseThrow(() -> HostProblems.hostNotFound(name));
    }
}
