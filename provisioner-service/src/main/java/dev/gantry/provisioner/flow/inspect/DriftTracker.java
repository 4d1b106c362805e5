package dev.gantry.provisioner.flow.inspect;

import dev.gantry.contracts.host.HostDriftFound;
import dev.gantry.contracts.host.HostInspected;
import dev.gantry.contracts.inspection.Plan;
import dev.gantry.kit.event.Outbox;
import dev.gantry.provisioner.flow.run.RunSettings;
import dev.gantry.provisioner.model.facts.FactLines;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.host.HostRecord;
import dev.gantry.provisioner.model.run.Failure;
import dev.gantry.provisioner.store.HostRepository;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the last inspection of each host found, and whether a provisioned host has drifted from it. Inside the caller's transaction. */
@ApplicationScoped
public class DriftTracker {
    private static final int CHANGES_TOLD = 40;

    private final HostRepository hosts;
    private final Outbox outbox;
    private final Clock clock;
    private final RunSettings settings;

    DriftTracker(HostRepository hosts, Outbox outbox, Clock clock, RunSettings settings) {
        this.hosts = hosts;
        this.outbox = outbox;
        this.clock = clock;
        this.settings = settings;
    }

    /** What these facts have other than those kept of the host; null when none are. */
    @Nullable
    List<String> changed(String name, HostFacts facts) {
        return hosts.facts(name)
                .map(before -> FactLines.difference(before, facts))
                .map(lines -> lines.subList(0, Math.min(lines.size(), CHANGES_TOLD)))
                .orElse(null);
    }

    public void keep(HostInspected told, HostFacts facts) {
        HostRecord host = remembered(told, facts, known(told.host()));
        hosts.save(host.isProvisioned() ? compared(host, told.plan()) : host);
    }

    public void keepProvisioned(HostInspected told, HostFacts facts) {
        HostRecord host = remembered(told, facts, known(told.host()).provisioned(told.version()));
        hosts.save(compared(host, told.plan()));
    }

    public void keepFailure(String name, Failure failure) {
        HostRecord host = known(name);
        hosts.save(host.notInspected(failure.detail(), next(host)));
    }

    private HostRecord known(String name) {
        return hosts.locked(name).orElseThrow();
    }

    private HostRecord remembered(HostInspected told, HostFacts facts, HostRecord host) {
        hosts.saveInspection(told, facts);
        return host.inspected(clock.instant(), next(host));
    }

    private @Nullable Instant next(HostRecord host) {
        return host.isProvisioned() && settings.driftInterval().isPositive()
                ? clock.instant().plus(settings.driftInterval())
                : null;
    }

    /** Tells when differences appear, change or vanish; not at every inspection. */
    private HostRecord compared(HostRecord host, Plan plan) {
        List<String> differences = Stream.concat(
                        plan.blockers().stream(), plan.changes().stream().map(c -> c.step() + ": " + c.summary()))
                .toList();
        if (differences.equals(host.drift())) {
            return host;
        }
        Log.infof(
                "drift changed hostId=%s from=%d to=%d",
                host.name(), host.drift().size(), differences.size());
        outbox.publish(new HostDriftFound(host.name(), host.version(), differences));
        return host.drifted(differences);
    }
}
