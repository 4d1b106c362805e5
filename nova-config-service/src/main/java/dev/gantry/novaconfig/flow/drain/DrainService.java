package dev.gantry.novaconfig.flow.drain;

import dev.gantry.kit.db.RetryingTransaction;
import dev.gantry.kit.http.Problem;
import dev.gantry.kit.http.ProblemException;
import dev.gantry.kit.job.JobQueue;
import dev.gantry.kit.security.Actor;
import dev.gantry.novaconfig.flow.site.CloudSessions;
import dev.gantry.novaconfig.flow.site.SiteQueries;
import dev.gantry.novaconfig.model.device.GpuHost;
import dev.gantry.novaconfig.model.drain.Drain;
import dev.gantry.novaconfig.model.drain.DrainPolicy;
import dev.gantry.novaconfig.model.drain.HostTransition;
import dev.gantry.novaconfig.model.settings.DrainSettings;
import dev.gantry.novaconfig.store.DrainRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;

/** Begins, shows, stops and ends drains. */
@ApplicationScoped
public class DrainService {

    private final DrainRepository drains;
    private final DrainJournal journal;
    private final ComputeServiceEnabler ending;
    private final CloudSessions clouds;
    private final SiteQueries site;
    private final JobQueue jobs;
    private final Actor actor;
    private final Clock clock;

    DrainService(
            DrainRepository drains,
            DrainJournal journal,
            ComputeServiceEnabler ending,
            CloudSessions clouds,
            SiteQueries site,
            JobQueue jobs,
            Actor actor,
            Clock clock) {
        this.drains = drains;
        this.journal = journal;
        this.ending = ending;
        this.clouds = clouds;
        this.site = site;
        this.jobs = jobs;
        this.actor = actor;
        this.clock = clock;
    }

    /** As the settings have it. */
    public DrainPolicy policy() {
        return site.stored().document().drainOrDefault().policy(DrainPolicy.DEFAULT);
    }

    /** One that is under way goes on with the new policy; it stays known who disabled the service. */
    @Transactional
    public Drain start(String host, DrainPolicy policy, String reason) {
        if (!clouds.isSet()) {
            throw Problem.of(
                            409,
                            "cloud-missing",
                            "No cloud",
                            "The settings name no cloud, so nobody here can move guests; drain the host by hand and"
                                    + " say so with POST /v1/hosts/" + host
                                    + "/confirm-drained of inventory, or add 'openstack' with"
                                    + " PUT /v1/settings.")
                    .asException();
        }
        long version = site.host(host).map(GpuHost::version).orElse(0L);
        return begin(host, Math.max(1, version), policy, new Drain.Request(reason, actor.name()));
    }

    private Drain begin(String host, long version, DrainPolicy policy, Drain.Request request) {
        Drain drain = drains.lock(host)
                .filter(known -> known.state() != Drain.DrainState.ENDED)
                .map(known -> known.again(version, policy, request.by(), clock.instant()))
                .orElseGet(() -> Drain.begun(host, version, policy, request, clock.instant()));
        jobs.enqueue(DrainRunner.KIND, host, "");
        return journal.keep(drain);
    }

    /** The site's, with what a rollout has of its own. */
    private DrainSettings settings(DrainSettings asked) {
        return asked.over(site.stored().document().drainOrDefault());
    }

    /**
     * Follows a host's life in inventory. Where there is a cloud, one that is to be drained is drained; one that is bookable again, or whose drain was
     * called off, takes guests again.
     *
     * @param asked how its guests shall leave; what it leaves out is as the site has it
     */
    @Transactional
    public void follow(HostTransition move, DrainSettings asked) {
        if (move.entersDraining()) {
            DrainSettings settings = settings(asked);
            if (clouds.isSet() && settings.isAutomatic()) {
                begin(
                        move.host(),
                        move.version(),
                        settings.policy(DrainPolicy.DEFAULT),
                        new Drain.Request(move.reason(), "inventory"));
            }
            return;
        }
        drains.lock(move.host())
                .filter(d -> move.version() >= d.version() && d.state() != Drain.DrainState.ENDED)
                .ifPresent(d -> {
                    if (move.isInServiceAgain()) {
                        journal.keep(d.in(Drain.DrainState.ENDING, clock.instant(), null));
                        jobs.enqueue(DrainRunner.KIND, move.host(), "");
                    } else if (move.leavesDraining() && d.state() == Drain.DrainState.DRAINING) {
                        journal.keep(d.in(Drain.DrainState.STOPPED, clock.instant(), "the host is " + move.to()));
                    }
                });
    }

    @Transactional
    public Drain read(String host) {
        return drains.read(host).orElseThrow(() -> notFound(host));
    }

    /** What moves already goes on by Nova. */
    @Transactional
    public Drain stop(String host, String reason) {
        Drain drain = drains.lock(host).orElseThrow(() -> notFound(host));
        if (drain.state() != Drain.DrainState.DRAINING) {
            return drain;
        }
        return journal.keep(drain.in(Drain.DrainState.STOPPED, clock.instant(), actor.name() + ": " + reason));
    }

    /** Enables the compute service again, but only if it was disabled here and nobody else said why since. */
    public Drain end(String host) {
        Drain drain = RetryingTransaction.call(() -> read(host));
        String left = CloudSessions.reporting(() -> ending.enable(drain)).orElse(null);
        return RetryingTransaction.call(() -> {
            Drain now = drains.lock(host).orElseThrow(() -> notFound(host));
            return journal.keep(now.in(Drain.DrainState.ENDED, clock.instant(), left));
        });
    }

    static ProblemException notFound(String host) {
        return Problem.of(
                        404,
                        "drain-not-found",
                        "No drain",
                        "Host %s was not drained from here; begin with POST /v1/hosts/%s/drain.".formatted(host, host))
                .with("host", host)
                .asException();
    }
}
