package dev.gantry.inventory.rollout.flow;

import dev.gantry.inventory.rollout.model.Rollout;
import dev.gantry.inventory.rollout.model.RolloutHost;
import dev.gantry.inventory.rollout.model.RolloutHostStatus;
import dev.gantry.inventory.rollout.model.RolloutReconciler;
import dev.gantry.inventory.rollout.store.RolloutRepository;
import dev.gantry.kit.http.ProblemException;
import dev.gantry.kit.job.Job;
import dev.gantry.kit.job.LeaseGuard;
import dev.gantry.kit.job.Outcome;
import dev.gantry.kit.job.Worker;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Takes rollouts further: looks at their hosts, asks for what is due, lets the next begin. Whoever takes over finds out by looking. */
@ApplicationScoped
class RolloutWorker implements Worker {

    static final String KIND = "rollout";

    private final RolloutRepository rollouts;
    private final RolloutJournal journal;
    private final RolloutHostStatusReader standings;
    private final RolloutStep step;
    private final LeaseGuard guard;
    private final Clock clock;
    private final Duration interval;

    RolloutWorker(
            RolloutRepository rollouts,
            RolloutJournal journal,
            RolloutHostStatusReader standings,
            RolloutStep step,
            LeaseGuard guard,
            Clock clock,
            @ConfigProperty(name = "gantry.inventory.rollouts.interval", defaultValue = "2s") Duration interval) {
        this.rollouts = rollouts;
        this.journal = journal;
        this.standings = standings;
        this.step = step;
        this.guard = guard;
        this.clock = clock;
        this.interval = interval;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome work(Job job) {
        Rollout rollout = QuarkusTransaction.requiringNew()
                .call(() -> rollouts.read(job.key()))
                .orElse(null);
        if (rollout == null || rollout.state() == Rollout.State.SUCCEEDED) {
            return new Outcome.Done();
        }
        Map<String, RolloutHostStatus> seen = QuarkusTransaction.requiringNew()
                .call(() -> standings.of(
                        rollout.hosts().stream().map(RolloutHost::host).toList()));
        RolloutReconciler turn = new RolloutReconciler(rollout, seen, clock.instant());
        keep(job, now -> settled(now.with(merged(now, turn.hosts())), turn));
        turn.orders().forEach((host, order) -> order(job, rollout, host, order));
        if (rollout.state() == Rollout.State.RUNNING && turn.stops().isEmpty()) {
            turn.holds().forEach((host, why) -> hold(job, host, why));
        }
        boolean goesOn = QuarkusTransaction.requiringNew()
                .call(() -> rollouts.read(job.key()))
                .filter(RolloutWorker::goesOn)
                .isPresent();
        return goesOn ? new Outcome.Retry(interval, "hosts of the rollout") : new Outcome.Done();
    }

    private static boolean goesOn(Rollout rollout) {
        return rollout.state() == Rollout.State.RUNNING
                || rollout.state() == Rollout.State.STOPPED
                        && rollout.hosts().stream().anyMatch(RolloutHost::isOpen);
    }

    private static Rollout settled(Rollout now, RolloutReconciler turn) {
        if (now.state() != Rollout.State.RUNNING) {
            return now;
        }
        if (turn.isDone()) {
            Log.infof("rollout succeeded rollout=%s", now.name());
            return now.succeeded();
        }
        Optional<String> why = turn.stops();
        if (why.isPresent()) {
            Log.warnf("rollout stopped rollout=%s reason=%s", now.name(), why.get());
            return now.stopped(why.get());
        }
        return now;
    }

    /** What was found out, host by host; who rolled back meanwhile has other hosts. */
    private static List<RolloutHost> merged(Rollout now, List<RolloutHost> found) {
        List<RolloutHost> hosts = new ArrayList<>();
        for (RolloutHost host : now.hosts()) {
            hosts.add(found.stream()
                    .filter(f -> f.host().equals(host.host()) && isSameTurn(f, host))
                    .findFirst()
                    .orElse(host));
        }
        return hosts;
    }

    private static boolean isSameTurn(RolloutHost one, RolloutHost other) {
        return one.begunVersion() == other.begunVersion();
    }

    private void order(Job job, Rollout rollout, String host, RolloutHost.Order order) {
        if (order == RolloutHost.Order.NOTHING) {
            return;
        }
        try {
            QuarkusTransaction.requiringNew().run(() -> {
                guard.check(job);
                step.order(rollout, host, order);
            });
        } catch (ProblemException e) {
            change(job, host, h -> h.waits(String.valueOf(e.getMessage())));
        }
    }

    private void hold(Job job, String host, @Nullable String why) {
        if (why != null) {
            change(job, host, h -> h.waits(why));
            return;
        }
        try {
            QuarkusTransaction.requiringNew().run(() -> {
                guard.check(job);
                rollouts.lock(job.key())
                        .filter(r -> r.state() == Rollout.State.RUNNING)
                        .ifPresent(r -> journal.store(replaced(r, host, h -> step.begin(r, h))));
            });
        } catch (ProblemException e) {
            change(job, host, h -> h.refused(String.valueOf(e.getMessage())));
        }
    }

    private void change(Job job, String host, UnaryOperator<RolloutHost> change) {
        keep(job, r -> replaced(r, host, change));
    }

    private static Rollout replaced(Rollout rollout, String host, UnaryOperator<RolloutHost> change) {
        return rollout.with(rollout.hosts().stream()
                .map(h -> h.host().equals(host) ? change.apply(h) : h)
                .toList());
    }

    private void keep(Job job, UnaryOperator<Rollout> change) {
        QuarkusTransaction.requiringNew().run(() -> {
            guard.check(job);
            rollouts.lock(job.key()).ifPresent(known -> {
                Rollout changed = change.apply(known);
                if (!changed.equals(known)) {
                    journal.store(changed);
                }
            });
        });
    }
}
