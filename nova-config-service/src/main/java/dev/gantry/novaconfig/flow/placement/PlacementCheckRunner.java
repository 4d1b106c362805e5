package dev.gantry.novaconfig.flow.placement;

import dev.gantry.contracts.nova.PlacementChecked;
import dev.gantry.kit.db.RetryingTransaction;
import dev.gantry.kit.event.Outbox;
import dev.gantry.kit.http.Problem;
import dev.gantry.kit.job.Job;
import dev.gantry.kit.job.JobQueue;
import dev.gantry.kit.job.LeaseGuard;
import dev.gantry.kit.job.Outcome;
import dev.gantry.kit.job.Worker;
import dev.gantry.novaconfig.flow.site.SiteQueries;
import dev.gantry.novaconfig.model.device.GpuHost;
import dev.gantry.novaconfig.model.placement.PlacementCheck;
import dev.gantry.novaconfig.store.PlacementCheckRepository;
import dev.gantry.openstack.RemoteException;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Asks Placement until it shows what the newest revision promises, or long enough; tells the result once. */
@ApplicationScoped
public class PlacementCheckRunner implements Worker {

    public static final String KIND = "check-placement";

    private final PlacementCheckService service;
    private final PlacementCheckRepository checks;
    private final SiteQueries site;
    private final Outbox outbox;
    private final JobQueue jobs;
    private final LeaseGuard guard;
    private final Duration interval;
    private final int limit;

    PlacementCheckRunner(
            PlacementCheckService service,
            PlacementCheckRepository checks,
            SiteQueries site,
            Outbox outbox,
            JobQueue jobs,
            LeaseGuard guard,
            @ConfigProperty(name = "gantry.nova-config.placement-check.interval", defaultValue = "15s")
                    Duration interval,
            @ConfigProperty(name = "gantry.nova-config.placement-check.limit", defaultValue = "40") int limit) {
        this.service = service;
        this.checks = checks;
        this.site = site;
        this.outbox = outbox;
        this.jobs = jobs;
        this.guard = guard;
        this.interval = interval;
        this.limit = limit;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** Starts to ask; the newest result is read with {@link #read}. */
    @Transactional
    public void start(String host) {
        if (site.host(host)
                .filter(h -> h.standing() == GpuHost.Standing.PRESENT)
                .isEmpty()) {
            throw PlacementCheckService.hostUnknown(host);
        }
        jobs.enqueue(KIND, host, "");
    }

    @Transactional
    public PlacementCheck read(String host) {
        return checks.read(host).orElseThrow(() -> Problem.of(
                        404,
                        "placement-check-not-found",
                        "Not checked yet",
                        "Placement was not asked for host " + host + "; ask for it with POST /v1/hosts/" + host
                                + "/placement-check.")
                .asException());
    }

    @Override
    public Outcome work(Job job) {
        if (!service.isPossible()) {
            return new Outcome.Failed("the settings name no cloud any more");
        }
        PlacementCheck check;
        try {
            check = service.check(job.key());
        } catch (RemoteException e) {
            return e.retryable() && job.attempt() < limit
                    ? new Outcome.Retry(e.pause(interval), e.said())
                    : ended(job, service.failed(service.host(job.key()), e.said()));
        }
        if (!check.matches() && job.attempt() < limit) {
            RetryingTransaction.run(() -> {
                guard.check(job);
                checks.store(check);
            });
            return new Outcome.Retry(interval, String.join("; ", check.differences()));
        }
        return ended(job, check);
    }

    static PlacementChecked event(PlacementCheck check) {
        return new PlacementChecked(
                check.host(),
                check.version(),
                check.matches(),
                check.differences(),
                check.evidence(),
                check.figures().isEmpty() ? null : check.figures());
    }

    private Outcome ended(Job job, PlacementCheck check) {
        RetryingTransaction.run(() -> {
            guard.check(job);
            checks.store(check);
            outbox.publish(event(check));
        });
        Log.infof("placement hostId=%s matches=%s differences=%s", check.host(), check.matches(), check.differences());
        return new Outcome.Done();
    }
}
