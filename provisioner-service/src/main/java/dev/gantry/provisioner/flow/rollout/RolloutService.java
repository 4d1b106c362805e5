package dev.gantry.provisioner.flow.rollout;

import dev.gantry.kit.http.EntityTags;
import dev.gantry.kit.http.Problem;
import dev.gantry.kit.http.ProblemException;
import dev.gantry.kit.security.Actor;
import dev.gantry.provisioner.flow.run.RunIntake;
import dev.gantry.provisioner.model.rollout.Rollout;
import dev.gantry.provisioner.model.rollout.RolloutRules;
import dev.gantry.provisioner.model.run.Run;
import dev.gantry.provisioner.store.HostRepository;
import dev.gantry.provisioner.store.RolloutRepository;
import dev.gantry.provisioner.store.RunRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes, stops, resumes and removes rollouts. */
@ApplicationScoped
public class RolloutService {
    private final RolloutRepository rollouts;
    private final RunRepository runs;
    private final HostRepository hosts;
    private final RunIntake intake;
    private final Actor actor;
    private final Clock clock;

    RolloutService(
            RolloutRepository rollouts,
            RunRepository runs,
            HostRepository hosts,
            RunIntake intake,
            Actor actor,
            Clock clock) {
        this.rollouts = rollouts;
        this.runs = runs;
        this.hosts = hosts;
        this.intake = intake;
        this.actor = actor;
        this.clock = clock;
    }

    /** New rules for an existing one keep what its hosts have done already; they need its version in {@code ifMatch}. */
    @Transactional
    public RolloutView put(String name, RolloutRules rules, int maxUnavailable, @Nullable String ifMatch) {
        refuseInvalid(rules.hosts());
        Optional<Rollout> known = rollouts.find(name);
        known.ifPresent(this::wake);
        Rollout stored = rollouts.locked(name)
                .map(rollout -> {
                    EntityTags.require(ifMatch, rollout.version());
                    return rollout.with(rules, maxUnavailable);
                })
                .orElseGet(() -> Rollout.made(name, rules, maxUnavailable, actor.name(), clock.instant()));
        rollouts.save(stored);
        return view(stored);
    }

    private void refuseInvalid(List<String> names) {
        List<Problem.Field> fields = new ArrayList<>();
        if (new HashSet<>(names).size() != names.size()) {
            fields.add(new Problem.Field("hosts", names.toString(), "each host once", "leave out the second mention"));
        }
        hosts.unknown(names).stream()
                .distinct()
                .forEach(name -> fields.add(new Problem.Field(
                        "hosts[" + names.indexOf(name) + "]",
                        name,
                        "a host that inventory asked for here at least once",
                        "correct the name, or inspect the host first")));
        if (!fields.isEmpty()) {
            throw Problem.invalid("rollout-invalid", "Rollout not valid", fields)
                    .asException();
        }
    }

    @Transactional
    public List<RolloutView> all() {
        return rollouts.all().stream().map(this::view).toList();
    }

    @Transactional
    public RolloutView one(String name) {
        return view(rollouts.find(name).orElseThrow(() -> notKnown(name)));
    }

    /** Runs that were begun go on; no further one begins. */
    @Transactional
    public RolloutView stop(String name, String reason) {
        return change(name, rollout -> rollout.stopped(actor.name() + ": " + reason));
    }

    /** The budget starts anew: what failed before is pardoned only when it is tried again. */
    @Transactional
    public RolloutView resume(String name, int failureBudget) {
        return change(name, rollout -> rollout.resumed(failureBudget));
    }

    private RolloutView change(String name, UnaryOperator<Rollout> change) {
        wake(rollouts.find(name).orElseThrow(() -> notKnown(name)));
        Rollout changed = change.apply(rollouts.locked(name).orElseThrow(() -> notKnown(name)));
        rollouts.save(changed);
        return view(changed);
    }

    /** Its hosts are held no longer. */
    @Transactional
    public void remove(String name) {
        wake(rollouts.find(name).orElseThrow(() -> notKnown(name)));
        rollouts.remove(name);
    }

    /** Before the rollout is locked: everybody locks jobs first, several of them by name. */
    private void wake(Rollout rollout) {
        runs.newest(rollout.rules().hosts(), rollout.createdAt()).stream()
                .filter(Run::isOpen)
                .map(Run::host)
                .sorted()
                .forEach(intake::wake);
    }

    private static ProblemException notKnown(String name) {
        return Problem.of(
                        404,
                        "rollout-not-found",
                        "Rollout not known",
                        "Rollout %s is not known; make it with PUT /v1/rollouts/%s".formatted(name, name))
                .with("rollout", name)
                .asException();
    }

    private RolloutView view(Rollout rollout) {
        Map<String, Run> newest = runs.newest(rollout.rules().hosts(), rollout.createdAt()).stream()
                .collect(Collectors.toMap(Run::host, Function.identity()));
        return new RolloutView(
                rollout.name(),
                rollout.version(),
                rollout.rules().canary(),
                rollout.rules().maxInFlight(),
                rollout.maxUnavailable(),
                rollout.rules().failureBudget(),
                rollout.stopped(),
                rollout.createdBy(),
                rollout.createdAt(),
                rollout.rules().hosts().stream()
                        .map(host -> progress(host, newest.get(host)))
                        .toList());
    }

    private static RolloutView.HostProgress progress(String host, @Nullable Run run) {
        return run == null
                ? new RolloutView.HostProgress(host, "NOT_ASKED", "for inventory to ask for it", null)
                : new RolloutView.HostProgress(
                        host, run.state().name(), run.waiting(), run.id().toString());
    }
}
