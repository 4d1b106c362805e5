package dev.gantry.inventory.rollout.flow;

import dev.gantry.contracts.schedule.TimeWindow;
import dev.gantry.inventory.flow.host.HostListQuery;
import dev.gantry.inventory.flow.host.HostProblems;
import dev.gantry.inventory.flow.host.HostQueries;
import dev.gantry.inventory.model.host.HostSpecRules;
import dev.gantry.inventory.model.text.Violation;
import dev.gantry.inventory.rollout.model.Rollout;
import dev.gantry.inventory.rollout.model.RolloutHost;
import dev.gantry.inventory.rollout.store.RolloutRepository;
import dev.gantry.kit.http.EntityTags;
import dev.gantry.kit.http.Problem;
import dev.gantry.kit.http.ProblemException;
import dev.gantry.kit.job.JobQueue;
import dev.gantry.kit.security.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Starts, stops, resumes, rolls back and removes rollouts. */
@ApplicationScoped
public class RolloutService {

    private final RolloutRepository rollouts;
    private final RolloutJournal journal;
    private final RolloutPlanner planner;
    private final HostQueries hosts;
    private final JobQueue jobs;
    private final Actor actor;
    private final Clock clock;

    RolloutService(
            RolloutRepository rollouts,
            RolloutJournal journal,
            RolloutPlanner planner,
            HostQueries hosts,
            JobQueue jobs,
            Actor actor,
            Clock clock) {
        this.rollouts = rollouts;
        this.journal = journal;
        this.planner = planner;
        this.hosts = hosts;
        this.jobs = jobs;
        this.actor = actor;
        this.clock = clock;
    }

    /** A new one starts at once; of one that is there only the rules change, with its version in {@code ifMatch}. */
    @Transactional
    public Rollout put(String name, Rollout.Request request, @Nullable String ifMatch) {
        requireWindow(request.rules().window());
        Rollout known = rollouts.lock(name).orElse(null);
        if (known == null) {
            Rollout made = made(name, request);
            journal.store(made);
            jobs.enqueue(RolloutWorker.KIND, name, "");
            return made;
        }
        EntityTags.require(ifMatch, known.version());
        if (!known.change().equals(request.change())) {
            throw invalid(Violation.of(
                    "change",
                    "another change than it was made with",
                    "the same change",
                    "Roll it back and make another rollout, or leave the change as it is."));
        }
        List<Violation> others = request.hosts().stream()
                .filter(host -> known.hosts().stream().noneMatch(h -> h.host().equals(host)))
                .map(host -> Violation.of(
                        "selection",
                        host + ", which is not in it",
                        "hosts that it was made with",
                        "Make another rollout for further hosts."))
                .toList();
        if (!others.isEmpty()) {
            throw HostProblems.invalid("rollout-invalid", "Rollout not valid", others);
        }
        Rollout ruled = known.ruled(request.rules());
        journal.store(ruled);
        return ruled;
    }

    /** Changes nothing. */
    @Transactional
    public RolloutPlan plan(String name, Rollout.Request request) {
        requireWindow(request.rules().window());
        return planner.plan(made(name, request));
    }

    private Rollout made(String name, Rollout.Request request) {
        if (!HostSpecRules.isHostName(name)) {
            throw invalid(Violation.of(
                    "name", name, "letters, digits, dots, dashes and underscores", "Choose another name."));
        }
        List<Violation> violations = new ArrayList<>();
        if (request.hosts().isEmpty()) {
            violations.add(Violation.of("selection", "no host", "at least one host", "Choose other hosts."));
        }
        violations.addAll(unknown(request.hosts()));
        violations.addAll(taken(name, request.hosts()));
        if (!violations.isEmpty()) {
            throw HostProblems.invalid("rollout-invalid", "Rollout not valid", violations);
        }
        return Rollout.made(name, request, actor.name(), clock.instant());
    }

    private static void requireWindow(@Nullable String window) {
        if (window != null && !TimeWindow.isReadable(window)) {
            throw invalid(Violation.of("window", window, TimeWindow.FORM_IN_WORDS, "Write it in this form."));
        }
    }

    private List<Violation> unknown(List<String> names) {
        List<String> known = hosts.names(
                new HostListQuery.Selection(null, null, null, null, Map.of(), names), Math.max(1, names.size()));
        return names.stream()
                .filter(host -> !known.contains(host))
                .map(host -> Violation.of(
                        "selection.names", host, "a host that is enrolled", "Correct the name, or enroll the host."))
                .toList();
    }

    /** Two changes at once would each take the other's run for its own. */
    private List<Violation> taken(String name, List<String> names) {
        return rollouts.newest().stream()
                .filter(other -> !other.name().equals(name) && other.state() == Rollout.State.RUNNING)
                .flatMap(other -> other.hosts().stream()
                        .map(RolloutHost::host)
                        .filter(names::contains)
                        .map(host -> Violation.of(
                                "selection",
                                host + ", which rollout " + other.name() + " changes now",
                                "a host of no other rollout that runs",
                                "Wait until rollout " + other.name() + " ends, or stop it.")))
                .toList();
    }

    @Transactional
    public List<Rollout> newest() {
        return rollouts.newest();
    }

    @Transactional
    public Rollout read(String name) {
        return rollouts.read(name).orElseThrow(() -> notFound(name));
    }

    /** Hosts that begun go on; no further one begins. */
    @Transactional
    public Rollout stop(String name, String reason) {
        return change(name, r -> r.state() == Rollout.State.RUNNING ? r.stopped(actor.name() + ": " + reason) : r);
    }

    @Transactional
    public Rollout resume(String name, int failureBudget) {
        return change(name, r -> r.state() == Rollout.State.STOPPED ? r.resumed(failureBudget) : r);
    }

    /** Hosts that begun get back what they had, by the same rules. */
    @Transactional
    public Rollout rollBack(String name) {
        return change(name, r -> r.direction() == Rollout.Direction.FORWARD ? r.rolledBack() : r);
    }

    /** Hosts stay as they are. */
    @Transactional
    public void remove(String name) {
        Rollout known = rollouts.lock(name).orElseThrow(() -> notFound(name));
        if (known.state() == Rollout.State.RUNNING) {
            throw Problem.of(
                            409,
                            "rollout-running",
                            "Rollout is running",
                            "Rollout %s is running; stop it with POST /v1/rollouts/%s/stop, then remove it."
                                    .formatted(name, name))
                    .with("rollout", name)
                    .asException();
        }
        rollouts.remove(name);
    }

    private Rollout change(String name, UnaryOperator<Rollout> change) {
        Rollout known = rollouts.lock(name).orElseThrow(() -> notFound(name));
        Rollout changed = change.apply(known);
        if (!changed.equals(known)) {
            journal.store(changed);
            jobs.enqueue(RolloutWorker.KIND, name, "");
        }
        return changed;
    }

    private static ProblemException invalid(Violation violation) {
        return HostProblems.invalid("rollout-invalid", "Rollout not valid", List.of(violation));
    }

    private static ProblemException notFound(String name) {
        return Problem.of(
                        404,
                        "rollout-not-found",
                        "Rollout not known",
                        "Rollout %s is not known; start it with PUT /v1/rollouts/%s.".formatted(name, name))
                .with("rollout", name)
                .asException();
    }
}
