package dev.gantry.provisioner.flow.run;

import dev.gantry.contracts.event.Event;
import dev.gantry.contracts.event.HostEvent;
import dev.gantry.contracts.host.HostInspectionRequested;
import dev.gantry.contracts.host.HostProvisionRequested;
import dev.gantry.contracts.host.HostRetired;
import dev.gantry.kit.event.EventJson;
import dev.gantry.kit.job.JobQueue;
import dev.gantry.kit.trace.Ids;
import dev.gantry.provisioner.flow.worker.HostWorker;
import dev.gantry.provisioner.model.run.RunKind;
import dev.gantry.provisioner.model.run.RunState;
import dev.gantry.provisioner.store.HostRepository;
import dev.gantry.provisioner.store.HostRow;
import dev.gantry.provisioner.store.RunRepository;
import dev.gantry.provisioner.store.RunRow;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Takes in what is asked of a host: stores a run and wakes the host's worker. What is stale or known already is let go. */
@ApplicationScoped
public class RunIntake {

    private final HostRepository hosts;
    private final RunRepository runs;
    private final JobQueue jobs;
    private final Clock clock;

    RunIntake(HostRepository hosts, RunRepository runs, JobQueue jobs, Clock clock) {
        this.hosts = hosts;
        this.runs = runs;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** In the transaction of the event. */
    @Transactional
    public void inspect(HostInspectionRequested asked) {
        take(asked, asked, RunKind.INSPECT);
    }

    /** In the transaction of the event. */
    @Transactional
    public void provision(HostProvisionRequested asked) {
        take(
                asked,
                new HostInspectionRequested(asked.host(), asked.version(), asked.ssh(), asked.desiredState()),
                RunKind.PROVISION);
    }

    /** In the transaction of the event: the host is no longer ours to look at. */
    @Transactional
    public void retire(HostRetired gone) {
        hosts.locked(gone.host()).ifPresent(host -> {
            forgetDrift(host);
            host.version = Math.max(host.version, gone.version());
            runs.open(host.name).forEach(run -> run.abortReason = "host retired: " + gone.reason());
            wake(host.name);
        });
    }

    private void take(HostEvent asked, HostInspectionRequested known, RunKind kind) {
        HostRow host = hosts.locked(asked.host()).orElseGet(() -> enrol(known));
        if (asked.version() < host.version || runs.isKnown(asked.host(), asked.version(), kind)) {
            Log.infof(
                    "request let go hostId=%s kind=%s version=%d newest=%d",
                    asked.host(), kind, asked.version(), host.version);
            return;
        }
        if (!Objects.equals(read(host).desiredState(), known.desiredState())) {
            forgetDrift(host);
        }
        host.version = asked.version();
        host.request = EventJson.write(known);
        supersede(asked.host(), asked.version());
        RunRow run = queue(asked.host(), asked.version(), kind, asked);
        Log.infof("run queued hostId=%s runId=%s kind=%s version=%d", run.host, run.id, kind, run.version);
    }

    /** Something else is wanted now: that it is not there yet is no drift. */
    private static void forgetDrift(HostRow host) {
        host.provisionedVersion = null;
        host.drift = List.of();
        host.nextLookAt = null;
    }

    private HostRow enrol(HostInspectionRequested known) {
        HostRow host = new HostRow();
        host.name = known.host();
        host.request = EventJson.write(known);
        hosts.persist(host);
        return host;
    }

    /** A newer wish makes older ones void: those not begun end here, one under way stops before its next step. */
    private void supersede(String host, long version) {
        String reason = "superseded by version " + version;
        for (RunRow older : runs.open(host)) {
            if (older.version >= version) {
                continue;
            }
            if (older.state == RunState.QUEUED) {
                older.state = RunState.ABORTED;
                older.reason = "superseded";
                older.detail = reason;
                older.finishedAt = clock.instant();
            } else {
                older.abortReason = reason;
            }
        }
    }

    RunRow queue(String host, long version, RunKind kind, Event asked) {
        RunRow run = new RunRow();
        run.id = Ids.next();
        run.host = host;
        run.version = version;
        run.kind = kind;
        run.state = RunState.QUEUED;
        run.waiting = "for a free worker";
        run.request = EventJson.write(asked);
        run.groups = asked instanceof HostProvisionRequested wish ? wish.groups() : List.of();
        run.createdAt = clock.instant();
        runs.persist(run);
        wake(host);
        return run;
    }

    public void wake(String host) {
        jobs.enqueue(HostWorker.KIND, host, Map.of());
    }

    /** Looks at a host now, whatever else is planned. */
    RunRow look(HostRow host) {
        return queue(host.name, host.version, RunKind.INSPECT, read(host));
    }

    public static HostInspectionRequested read(HostRow host) {
        return EventJson.read(HostInspectionRequested.class, host.request.getBytes(StandardCharsets.UTF_8));
    }
}
