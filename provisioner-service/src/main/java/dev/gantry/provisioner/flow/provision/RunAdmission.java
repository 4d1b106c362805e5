package dev.gantry.provisioner.flow.provision;

import dev.gantry.kit.job.LeaseGuard;
import dev.gantry.kit.job.Outcome;
import dev.gantry.provisioner.flow.run.RunSettings;
import dev.gantry.provisioner.model.run.RolloutRules;
import dev.gantry.provisioner.model.run.RunState;
import dev.gantry.provisioner.store.RolloutRepository;
import dev.gantry.provisioner.store.RolloutRow;
import dev.gantry.provisioner.store.RunRepository;
import dev.gantry.provisioner.store.RunRow;
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
    private final LeaseGuard fence;
    private final RunSettings settings;

    RunAdmission(RunRepository runs, RolloutRepository rollouts, LeaseGuard fence, RunSettings settings) {
        this.runs = runs;
        this.rollouts = rollouts;
        this.fence = fence;
        this.settings = settings;
    }

    /** Empty: it may begin, and counts as begun from here on. */
    Optional<Outcome> of(RunContext work, RunRow run) {
        if (run.state != RunState.QUEUED) {
            return Optional.empty();
        }
        Optional<String> held = QuarkusTransaction.requiringNew().call(() -> {
            fence.check(work.job());
            runs.decideAlone();
            RunRow row = runs.findById(work.run());
            Optional<String> why = row.abortReason == null ? holds(row) : Optional.empty();
            row.waiting = why.orElse("");
            if (why.isEmpty()) {
                row.state = RunState.RUNNING;
            }
            return why;
        });
        return held.map(why -> new Outcome.Retry(ASK_AGAIN, why));
    }

    private Optional<String> holds(RunRow run) {
        List<RunRow> busy = runs.underWay();
        if (busy.size() >= settings.inFlightLimit()) {
            return Optional.of("for one of " + busy.size() + " hosts under way to end; at most "
                    + settings.inFlightLimit() + " at a time");
        }
        Optional<RolloutRow> rollout = rollouts.of(run.host);
        int groupLimit =
                rollout.map(r -> r.maxUnavailable).filter(own -> own > 0).orElse(settings.groupLimit());
        List<RunRow> down = new ArrayList<>(busy);
        rollout.ifPresent(r -> down.addAll(failed(r, run.host)));
        return byGroup(run, down, groupLimit).or(() -> rollout.flatMap(r -> byRollout(run, r)));
    }

    /** Until somebody mends it, a host whose run failed is as little available as one that is worked on. */
    private List<RunRow> failed(RolloutRow rollout, String exceptHost) {
        return runs.newest(rollout.hosts, rollout.createdAt).stream()
                .filter(other -> other.state == RunState.FAILED && !other.host.equals(exceptHost))
                .toList();
    }

    private static Optional<String> byGroup(RunRow run, List<RunRow> down, int limit) {
        if (limit <= 0) {
            return Optional.empty();
        }
        for (String group : run.groups) {
            List<String> hosts = down.stream()
                    .filter(other -> other.groups.contains(group))
                    .map(other -> other.state == RunState.FAILED ? other.host + " (failed)" : other.host)
                    .toList();
            if (hosts.size() >= limit) {
                return Optional.of("for one of " + String.join(", ", hosts) + " to be done; at most " + limit
                        + " of group " + group + " may be unavailable");
            }
        }
        return Optional.empty();
    }

    private Optional<String> byRollout(RunRow run, RolloutRow rollout) {
        if (rollout.stopped != null) {
            return Optional.of("rollout " + rollout.name + " is stopped: " + rollout.stopped);
        }
        RolloutRules rules = rules(rollout);
        Map<String, RunState> states = states(rollout);
        Optional<String> stops = rules.stops(states);
        if (stops.isPresent()) {
            rollout.stopped = stops.get();
            Log.warnf("rollout stopped rollout=%s reason=%s", rollout.name, stops.get());
            return Optional.of("rollout " + rollout.name + " is stopped: " + rollout.stopped);
        }
        return rules.holds(run.host, states).map(why -> "in rollout " + rollout.name + " " + why);
    }

    static RolloutRules rules(RolloutRow rollout) {
        return new RolloutRules(rollout.hosts, rollout.canary, rollout.maxInFlight, rollout.failureBudget);
    }

    /** The newest run's state by host; none for a host that was not asked for since the rollout was made. */
    Map<String, RunState> states(RolloutRow rollout) {
        Map<String, RunState> states = new HashMap<>();
        runs.newest(rollout.hosts, rollout.createdAt).forEach(run -> states.put(run.host, run.state));
        return states;
    }
}
