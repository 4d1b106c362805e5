package dev.gantry.novaconfig.flow.placement;

import dev.gantry.contracts.nova.PlacementChecked;
import dev.gantry.kit.event.Outbox;
import dev.gantry.kit.http.Problem;
import dev.gantry.kit.job.Job;
import dev.gantry.kit.job.JobQueue;
import dev.gantry.kit.job.LeaseGuard;
import dev.gantry.kit.job.Outcome;
import dev.gantry.kit.job.Worker;
import dev.gantry.novaconfig.flow.placement.PlacementCheckService.Look;
import dev.gantry.novaconfig.openstack.RemoteException;
import dev.gantry.novaconfig.store.HostRow;
import dev.gantry.novaconfig.store.PlacementCheckRow;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Looks at Placement until it shows what the rendition promises, or long enough; tells the result once. */
@ApplicationScoped
public class PlacementCheckRunner implements Worker {

    public static final String KIND = "prove-placement";

    private final PlacementCheckService proofs;
    private final Outbox outbox;
    private final JobQueue jobs;
    private final LeaseGuard fence;
    private final Clock clock;
    private final Duration interval;
    private final int looks;

    PlacementCheckRunner(
            PlacementCheckService proofs,
            Outbox outbox,
            JobQueue jobs,
            LeaseGuard fence,
            Clock clock,
            @ConfigProperty(name = "gantry.nova-config.proof.interval", defaultValue = "15s") Duration interval,
            @ConfigProperty(name = "gantry.nova-config.proof.looks.limit", defaultValue = "40") int looks) {
        this.proofs = proofs;
        this.outbox = outbox;
        this.jobs = jobs;
        this.fence = fence;
        this.clock = clock;
        this.interval = interval;
        this.looks = looks;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** Starts looking; the newest result is read with {@link PlacementCheckService#read}. */
    @Transactional
    public void ask(String host) {
        if (HostRow.<HostRow>findByIdOptional(host).filter(h -> !h.retired).isEmpty()) {
            throw Problem.of(
                            404,
                            "host-not-found",
                            "Host not known",
                            "Host " + host + " has no devices here; provision it first.")
                    .with("host", host)
                    .asException();
        }
        jobs.enqueue(KIND, host, "");
    }

    @Override
    public Outcome work(Job job) {
        if (!proofs.possible()) {
            return new Outcome.Failed("the settings name no cloud any more");
        }
        Look look;
        try {
            look = proofs.look(job.key());
        } catch (RemoteException e) {
            return e.retryable() && job.attempt() < looks
                    ? new Outcome.Retry(e.pause(interval), e.said())
                    : ended(job, new Look(0, "", false, java.util.List.of(e.said()), java.util.List.of(), e.said()));
        }
        if (!look.proven() && job.attempt() < looks) {
            QuarkusTransaction.requiringNew().run(() -> {
                fence.check(job);
                store(job.key(), look);
            });
            return new Outcome.Retry(interval, String.join("; ", look.differences()));
        }
        return ended(job, look);
    }

    private Outcome ended(Job job, Look look) {
        QuarkusTransaction.requiringNew().run(() -> {
            fence.check(job);
            long version = store(job.key(), look);
            outbox.publish(
                    new PlacementChecked(job.key(), version, look.proven(), look.differences(), look.evidence()));
        });
        Log.infof("placement host=%s proven=%s differences=%s", job.key(), look.proven(), look.differences());
        return new Outcome.Done();
    }

    private long store(String host, Look look) {
        long version =
                HostRow.<HostRow>findByIdOptional(host).map(h -> h.version).orElse(look.version());
        PlacementCheckRow row = PlacementCheckRow.<PlacementCheckRow>findByIdOptional(host)
                .orElseGet(() -> {
                    PlacementCheckRow fresh = new PlacementCheckRow();
                    fresh.host = host;
                    return fresh;
                });
        row.version = version;
        row.proven = look.proven();
        row.hypervisor = look.hypervisor();
        row.differences = look.differences();
        row.leftovers = look.leftovers();
        row.evidence = look.evidence();
        row.lookedAt = clock.instant();
        row.persist();
        return version;
    }
}
