package dev.gantry.provisioner.flow.provision;

import dev.gantry.kit.job.LeaseGuard;
import dev.gantry.kit.job.Outcome;
import dev.gantry.provisioner.flow.run.RunSettings;
import dev.gantry.provisioner.model.rollout.Rollout;
import dev.gantry.provisioner.model.rollout.RolloutRules;
import dev.gantry.provisioner.model.run.Run;
import dev.gantry.provisioner.model.run.RunState;
import dev.gantry.provisioner.store.RolloutRepository;
import dev.gantry.provisioner.store.RunRepository;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says whether a queued provision run may begin: limits over all, by group and of its rollout. One decision at a time. */
@ApplicationScoped
class RunAdmission {

    private static final Duration ASK_AGAIN = Duration.ofSeconds(2);

    private final RunRepository runs;
    private final RolloutRepository rollouts;
    private final LeaseGuard guard;
    private final RunSettings settings;

    RunAdmission(RunRepository runs, RolloutRepository rollouts, LeaseGuard guard, RunSettings settings) {
        this.runs = runs;
        this.rollouts = rollouts;
        this.guard = guard;
        this.settings = settings;
    }

    /** Empty: it may begin, and counts as begun from here on. */
    Optional<Outcome> hold(RunContext context, Run run) {
        if (run.state() != RunState.QUEUED) {
            return Optional.empty();
        }
        Optional<String> held = QuarkusTransaction.requiringNew().call(() -> {
            guard.check(context.job());
            runs.decideAlone();
            Run queued = runs.locked(context.run()).orElseThrow();
            Optional<String> why = queued.abort() == null ? holds(queued) : Optional.empty();
            runs.update(why.map(queued::waiting).orElseGet(queued::admitted));
            return why;
        });
        return held.map(why -> new Outcome.Retry(ASK_AGAIN, why));
    }

    private Optional<String> holds(Run run) {
        List<Run> busy = runs.underWay();
        if (busy.size() >= settings.inFlightLimit()) {
            return Optional.of("for one of " + busy.size() + " hosts under way to end; at most "
                    + settings.inFlightLimit() + " at a time");
        }
        Optional<Rollout> rollout = rollouts.of(run.host());
        int groupLimit =
                rollout.map(Rollout::maxUnavailable).filter(own -> own > 0).orElse(settings.groupLimit());
        List<Run> down = new ArrayList<>(busy);
        rollout.ifPresent(r -> down.addAll(failed(r, run.host())));
        return byGroup(run, down, groupLimit).or(() -> rollout.flatMap(r -> byRollout(run, r)));
    }

    /** Until somebody mends it, a host whose run failed is as little available as one that is worked on. */
    private List<Run> failed(Rollout rollout, String exceptHost) {
        return runs.newest(rollout.rules().hosts(), rollout.createdAt()).stream()
                .filter(other ->
                        other.state() == RunState.FAILED && !other.host().equals(exceptHost))
                .toList();
    }

    private static Optional<String> byGroup(Run run, List<Run> down, int limit) {
        if (limit <= 0) {
            return Optional.empty();
        }
        for (String group : run.request().groups()) {
            List<String> hosts = down.stream()
                    .filter(other -> other.request().groups().contains(group))
                    .map(other -> other.state() == RunState.FAILED ? other.host() + " (failed)" : other.host())
                    .toList();
            if (hosts.size() >= limit) {
                return Optional.of("for one of " + String.join(", ", hosts) + " to be done; at most " + limit
                        + " of group " + group + " may be unavailable");
            }
        }
        return Optional.empty();
    }

    private Optional<String> byRollout(Run run, Rollout rollout) {
        if (rollout.stopped() != null) {
            return Optional.of("rollout " + rollout.name() + " is stopped: " + rollout.stopped());
        }
        RolloutRules rules = rollout.rules();
        Map<String, RunState> states = states(rollout);
        Optional<String> stops = rules.stops(states);
        if (stops.isPresent()) {
            rollouts.save(rollout.stopped(stops.get()));
            Log.warnf("rollout stopped rollout=%s reason=%s", rollout.name(), stops.get());
            return Optional.of("rollout " + rollout.name() + " is stopped: " + stops.get());
        }
        return rules.holds(run.host(), states).map(why -> "in rollout " + rollout.name() + " " + why);
    }

    /** The newest run's state by host; none for a host that was not asked for since the rollout was made. */
    Map<String, RunState> states(Rollout rollout) {
        Map<String, RunState> states = new HashMap<>();
        runs.newest(rollout.rules().hosts(), rollout.createdAt()).forEach(run -> states.put(run.host(), run.state()));
        return states;
    }
}
