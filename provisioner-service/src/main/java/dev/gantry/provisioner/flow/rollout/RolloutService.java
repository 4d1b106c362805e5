package dev.gantry.provisioner.flow.rollout;

import dev.gantry.kit.http.Problem;
import dev.gantry.kit.security.Actor;
import dev.gantry.provisioner.flow.run.RunIntake;
import dev.gantry.provisioner.store.RolloutRepository;
import dev.gantry.provisioner.store.RolloutRow;
import dev.gantry.provisioner.store.RunRepository;
import dev.gantry.provisioner.store.RunRow;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes, stops, resumes and removes rollouts. */
@ApplicationScoped
public class RolloutService {

    private final RolloutRepository rollouts;
    private final RunRepository runs;
    private final RunIntake requests;
    private final Actor actor;
    private final Clock clock;

    RolloutService(RolloutRepository rollouts, RunRepository runs, RunIntake requests, Actor actor, Clock clock) {
        this.rollouts = rollouts;
        this.runs = runs;
        this.requests = requests;
        this.actor = actor;
        this.clock = clock;
    }

    /** New rules for an existing one keep what its hosts have done already. */
    @Transactional
    public RolloutView put(String name, RolloutPlan plan) {
        refuseTwice(plan.hosts());
        RolloutRow row = rollouts.findByIdOptional(name).orElseGet(() -> {
            RolloutRow made = new RolloutRow();
            made.name = name;
            made.createdAt = clock.instant();
            made.createdBy = actor.name();
            return made;
        });
        row.hosts = plan.hosts();
        row.canary = plan.canary();
        row.maxInFlight = plan.maxInFlight();
        row.maxUnavailable = plan.maxUnavailable();
        row.failureBudget = plan.failureBudget();
        rollouts.persist(row);
        wake(row);
        return view(row);
    }

    private static void refuseTwice(List<String> hosts) {
        if (new HashSet<>(hosts).size() != hosts.size()) {
            throw Problem.invalid(
                            "rollout-invalid",
                            "Rollout not valid",
                            List.of(new Problem.Field(
                                    "hosts", hosts.toString(), "each host once", "leave out the second mention")))
                    .asException();
        }
    }

    @Transactional
    public List<RolloutView> all() {
        return rollouts.all().stream().map(this::view).toList();
    }

    @Transactional
    public RolloutView one(String name) {
        return view(known(name));
    }

    /** Runs that were begun go on; no further one begins. */
    @Transactional
    public RolloutView stop(String name, String reason) {
        RolloutRow row = known(name);
        row.stopped = actor.name() + ": " + reason;
        return view(row);
    }

    /** The budget starts anew: what failed before is pardoned only when it is tried again. */
    @Transactional
    public RolloutView resume(String name, int failureBudget) {
        RolloutRow row = known(name);
        row.stopped = null;
        row.failureBudget = failureBudget;
        wake(row);
        return view(row);
    }

    /** Its hosts are held no longer. */
    @Transactional
    public void remove(String name) {
        RolloutRow row = known(name);
        rollouts.delete(row);
        wake(row);
    }

    private void wake(RolloutRow row) {
        runs.newest(row.hosts, row.createdAt).stream()
                .filter(run -> run.state.isOpen())
                .forEach(run -> requests.wake(run.host));
    }

    private RolloutRow known(String name) {
        RolloutRow row = rollouts.findById(name);
        if (row == null) {
            throw Problem.of(
                            404,
                            "rollout-not-found",
                            "Rollout not known",
                            "Rollout %s is not known; make it with PUT /v1/rollouts/%s".formatted(name, name))
                    .with("rollout", name)
                    .asException();
        }
        return row;
    }

    private RolloutView view(RolloutRow row) {
        Map<String, RunRow> newest = runs.newest(row.hosts, row.createdAt).stream()
                .collect(Collectors.toMap(run -> run.host, Function.identity()));
        return new RolloutView(
                row.name,
                row.canary,
                row.maxInFlight,
                row.maxUnavailable,
                row.failureBudget,
                row.stopped,
                row.createdBy,
                row.createdAt,
                row.hosts.stream().map(host -> progress(host, newest.get(host))).toList());
    }

    private static RolloutView.HostProgress progress(String host, @Nullable RunRow run) {
        return run == null
                ? new RolloutView.HostProgress(host, "NOT_ASKED", "for inventory to ask for it", null)
                : new RolloutView.HostProgress(host, run.state.name(), run.waiting, run.id.toString());
    }
}
