package dev.gantry.novaconfig.flow.drain;

import dev.gantry.kit.db.RetryingTransaction;
import dev.gantry.kit.http.ProblemException;
import dev.gantry.kit.job.Job;
import dev.gantry.kit.job.LeaseGuard;
import dev.gantry.kit.job.Outcome;
import dev.gantry.kit.job.Worker;
import dev.gantry.novaconfig.model.drain.Drain;
import dev.gantry.novaconfig.store.DrainRepository;
import dev.gantry.openstack.RemoteException;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Goes on with drains: looks at Nova, asks for what is due, and looks again. Whoever takes it up after a crash finds out by looking. */
@ApplicationScoped
public class DrainRunner implements Worker {

    static final String KIND = "drain-host";
    private static final Duration REFUSED_PAUSE = Duration.ofMinutes(1);

    private final DrainPlanner planner;
    private final ComputeServiceEnabler ending;
    private final DrainRepository drains;
    private final DrainJournal journal;
    private final LeaseGuard guard;
    private final Clock clock;
    private final Duration interval;
    private final int limit;

    DrainRunner(
            DrainPlanner planner,
            ComputeServiceEnabler ending,
            DrainRepository drains,
            DrainJournal journal,
            LeaseGuard guard,
            Clock clock,
            @ConfigProperty(name = "gantry.nova-config.drain.interval", defaultValue = "5s") Duration interval,
            @ConfigProperty(name = "gantry.nova-config.drain.limit", defaultValue = "4") int limit) {
        this.planner = planner;
        this.ending = ending;
        this.drains = drains;
        this.journal = journal;
        this.guard = guard;
        this.clock = clock;
        this.interval = interval;
        this.limit = limit;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome work(Job job) {
        Drain drain = RetryingTransaction.call(() -> drains.read(job.key())).orElse(null);
        if (drain == null || !drain.isUnderWay()) {
            return new Outcome.Done();
        }
        try {
            return drain.state() == Drain.DrainState.ENDING ? end(job, drain) : drain(job, drain);
        } catch (RemoteException e) {
            return silent(job, drain, e.said(), e.retryable() ? e.pause(interval) : null);
        } catch (ProblemException e) {
            return silent(job, drain, String.valueOf(e.getMessage()), null);
        }
    }

    private Outcome drain(Job job, Drain drain) {
        long elsewhere = RetryingTransaction.call(() -> drains.movingElsewhere(job.key()));
        int free = (int) Math.max(0, limit - elsewhere);
        DrainReconciler turn = new DrainReconciler(
                planner.look(job.key()), drain, free, clock, d -> keep(job, d, Drain.DrainState.DRAINING));
        Drain next = turn.take();
        return next.state() == Drain.DrainState.DRAINING
                ? new Outcome.Retry(interval, String.valueOf(next.waitsFor()))
                : new Outcome.Done();
    }

    private Outcome end(Job job, Drain drain) {
        String left = ending.enable(drain).orElse(null);
        keep(job, drain.in(Drain.DrainState.ENDED, clock.instant(), left), Drain.DrainState.ENDING);
        return new Outcome.Done();
    }

    /** A drain that nobody answers begins no further server; the end of one is tried until somebody does. */
    private Outcome silent(Job job, Drain drain, String why, @Nullable Duration pause) {
        Log.warnf("drain waits hostId=%s reason=%s", drain.host(), why);
        if (pause == null && drain.state() == Drain.DrainState.DRAINING) {
            keep(job, drain.in(Drain.DrainState.STOPPED, clock.instant(), why), drain.state());
            return new Outcome.Failed(why);
        }
        keep(job, drain.in(drain.state(), clock.instant(), why), drain.state());
        return new Outcome.Retry(pause == null ? REFUSED_PAUSE : pause, why);
    }

    /** A person or inventory may have decided otherwise meanwhile; what was found out about servers is kept all the same. */
    private void keep(Job job, Drain drain, Drain.DrainState whenItBegan) {
        RetryingTransaction.run(() -> {
            guard.check(job);
            Drain known = drains.lock(drain.host()).orElse(drain);
            journal.keep(known.after(drain, whenItBegan));
        });
    }
}
