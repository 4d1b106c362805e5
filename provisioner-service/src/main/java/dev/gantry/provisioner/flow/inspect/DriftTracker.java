package dev.gantry.provisioner.flow.inspect;

import dev.gantry.contracts.host.HostDriftFound;
import dev.gantry.contracts.host.HostInspected;
import dev.gantry.contracts.inspection.Plan;
import dev.gantry.kit.event.EventJson;
import dev.gantry.kit.event.Outbox;
import dev.gantry.provisioner.flow.run.RunSettings;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.run.Failure;
import dev.gantry.provisioner.store.HostRepository;
import dev.gantry.provisioner.store.HostRow;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the last look at each host found, and whether a provisioned host has drifted from it. Inside the caller's transaction. */
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
        HostRow host = hosts.findById(name);
        if (host.answer == null) {
            return null;
        }
        List<String> lines = HostInspector.factsOf(host.answer).difference(facts);
        return lines.subList(0, Math.min(lines.size(), CHANGES_TOLD));
    }

    void keep(HostInspected told, HostFacts facts) {
        HostRow host = remembered(told, facts);
        if (host.provisionedVersion != null) {
            compare(host, told.plan());
        }
    }

    public void keepProvisioned(HostInspected told, HostFacts facts) {
        HostRow host = remembered(told, facts);
        host.provisionedVersion = told.version();
        compare(host, told.plan());
    }

    /** While a run is at it, a difference is no drift. */
    void keepUnderWay(HostInspected told, HostFacts facts) {
        remembered(told, facts);
    }

    void keepFailure(String name, Failure failure) {
        HostRow host = hosts.findById(name);
        host.lookFailure = failure.detail();
        scheduleNext(host);
    }

    private HostRow remembered(HostInspected told, HostFacts facts) {
        HostRow host = hosts.findById(told.host());
        host.looked = EventJson.write(told);
        host.answer = HostInspector.answerOf(facts);
        host.digest = told.plan().digest();
        host.lookedAt = clock.instant();
        host.lookFailure = null;
        scheduleNext(host);
        return host;
    }

    private void scheduleNext(HostRow host) {
        boolean watched =
                host.provisionedVersion != null && settings.driftInterval().isPositive();
        host.nextLookAt = watched ? clock.instant().plus(settings.driftInterval()) : null;
    }

    /** Tells when differences appear, change or vanish; not at every look. */
    private void compare(HostRow host, Plan plan) {
        List<String> differences = Stream.concat(
                        plan.blockers().stream(), plan.changes().stream().map(c -> c.step() + ": " + c.summary()))
                .toList();
        if (!differences.equals(host.drift)) {
            Log.infof("drift changed hostId=%s from=%d to=%d", host.name, host.drift.size(), differences.size());
            host.drift = differences;
            outbox.publish(new HostDriftFound(host.name, host.version, differences));
        }
    }
}
