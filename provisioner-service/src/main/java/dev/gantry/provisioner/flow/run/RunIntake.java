package dev.gantry.provisioner.flow.run;

import dev.gantry.contracts.desired.DesiredState;
import dev.gantry.contracts.desired.SshTarget;
import dev.gantry.contracts.event.Event;
import dev.gantry.contracts.event.HostEvent;
import dev.gantry.contracts.host.HostInspectionRequested;
import dev.gantry.contracts.host.HostProvisionRequested;
import dev.gantry.contracts.host.HostRetired;
import dev.gantry.kit.job.JobQueue;
import dev.gantry.kit.trace.Ids;
import dev.gantry.provisioner.model.host.HostRecord;
import dev.gantry.provisioner.model.run.AbortOrder;
import dev.gantry.provisioner.model.run.Run;
import dev.gantry.provisioner.model.run.RunKind;
import dev.gantry.provisioner.model.run.RunRequest;
import dev.gantry.provisioner.model.run.RunState;
import dev.gantry.provisioner.store.HostRepository;
import dev.gantry.provisioner.store.RunRepository;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes in what is asked of a host: stores a run and wakes the host's worker. What is stale or known already is let go. Everybody locks
 * the host's job first, then its runs, then the host, so that a request never waits for a worker that waits for it.
 */
@ApplicationScoped
public class RunIntake {
    /** Of the jobs whose key is a host. */
    public static final String JOB_KIND = "host";

    private final HostRepository hosts;
    private final RunRepository runs;
    private final RunEnding ending;
    private final JobQueue jobs;
    private final Clock clock;

    RunIntake(HostRepository hosts, RunRepository runs, RunEnding ending, JobQueue jobs, Clock clock) {
        this.hosts = hosts;
        this.runs = runs;
        this.ending = ending;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** In the transaction of the event. */
    @Transactional
    public void inspect(HostInspectionRequested asked) {
        take(
                asked,
                asked.ssh(),
                asked.desiredState(),
                new RunRequest(asked.host(), asked.version(), RunKind.INSPECT, List.of(), null));
    }

    /** In the transaction of the event. */
    @Transactional
    public void provision(HostProvisionRequested asked) {
        take(
                asked,
                asked.ssh(),
                asked.desiredState(),
                new RunRequest(asked.host(), asked.version(), RunKind.PROVISION, asked.groups(), null));
    }

    /** In the transaction of the event: the host is no longer ours to inspect. */
    @Transactional
    public void retire(HostRetired gone) {
        wake(gone.host());
        AbortOrder order = new AbortOrder(AbortOrder.Cause.HOST_RETIRED, "host retired: " + gone.reason());
        runs.open(gone.host()).forEach(run -> runs.update(run.aborting(order)));
        hosts.locked(gone.host()).ifPresent(host -> hosts.save(host.retired(gone.version())));
    }

    private void take(HostEvent asked, SshTarget ssh, @Nullable DesiredState desired, RunRequest request) {
        wake(asked.host());
        HostRecord host = hosts.locked(asked.host()).orElseGet(() -> HostRecord.enrolled(asked.host(), ssh, desired));
        if (asked.version() < host.version() || runs.isKnown(asked.host(), asked.version(), request.kind())) {
            Log.infof(
                    "request let go hostId=%s kind=%s version=%d newest=%d",
                    asked.host(), request.kind(), asked.version(), host.version());
            return;
        }
        hosts.save(host.asked(asked.version(), ssh, desired));
        supersede(asked.host(), asked.version());
        Run run = queue(request, asked);
        Log.infof("run queued hostId=%s runId=%s kind=%s version=%d", run.host(), run.id(), run.kind(), run.version());
    }

    /** A newer request makes older ones void: those not begun end here, one under way stops before its next step. */
    private void supersede(String host, long version) {
        AbortOrder order = new AbortOrder(AbortOrder.Cause.SUPERSEDED, "superseded by version " + version);
        for (Run older : runs.open(host)) {
            if (older.version() < version) {
                runs.update(
                        older.state() == RunState.QUEUED
                                ? ending.of(older, RunState.ABORTED, order.failure())
                                : older.aborting(order));
            }
        }
    }

    private Run queue(RunRequest request, Event asked) {
        Run run = Run.queued(Ids.next(), request, clock.instant());
        runs.add(run, asked);
        return run;
    }

    /** So that a worker takes up what is due at the host. */
    public void wake(String host) {
        jobs.enqueue(JOB_KIND, host, Map.of());
    }

    /** Inspects a host now, whatever else is planned. After {@link #wake}. */
    Run inspectNow(HostRecord host, @Nullable UUID retryOf) {
        return queue(
                new RunRequest(host.name(), host.version(), RunKind.INSPECT, List.of(), retryOf),
                new HostInspectionRequested(host.name(), host.version(), host.ssh(), host.desiredState()));
    }

    /** The same provision run again. After {@link #wake}. */
    Run provisionAgain(Run ended) {
        HostProvisionRequested asked = runs.request(ended.id(), HostProvisionRequested.class);
        return queue(
                new RunRequest(ended.host(), ended.version(), RunKind.PROVISION, asked.groups(), ended.id()), asked);
    }
}
