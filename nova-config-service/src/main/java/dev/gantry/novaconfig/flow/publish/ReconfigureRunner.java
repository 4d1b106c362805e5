package dev.gantry.novaconfig.flow.publish;

import dev.gantry.kit.http.Problem;
import dev.gantry.kit.job.Job;
import dev.gantry.kit.job.JobQueue;
import dev.gantry.kit.job.LeaseGuard;
import dev.gantry.kit.job.Outcome;
import dev.gantry.kit.job.Worker;
import dev.gantry.kit.security.Actor;
import dev.gantry.kit.trace.Ids;
import dev.gantry.novaconfig.control.ControlHostClient;
import dev.gantry.novaconfig.flow.render.HostRenderService;
import dev.gantry.novaconfig.flow.site.SiteQueries;
import dev.gantry.novaconfig.model.publish.ReconfigureCommand;
import dev.gantry.novaconfig.model.settings.ControlHost;
import dev.gantry.novaconfig.model.settings.PublicationTarget;
import dev.gantry.novaconfig.store.ReconfigurationRow;
import dev.gantry.novaconfig.store.RevisionRow;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Runs the site's reconfigure command on the control host, as a job whose log can be read while it runs. */
@ApplicationScoped
public class ReconfigureRunner implements Worker {

    static final String KIND = "reconfigure";
    private static final int LISTED = 100;
    private static final Duration RETRY = Duration.ofSeconds(15);
    private static final Duration TURN = Duration.ofSeconds(2);
    private static final int TRIES = 10;

    /** A run as people see it. {@code state} is WAITING, RUNNING, DONE or FAILED. */
    public record Run(
            String id,
            List<String> hosts,
            String command,
            String state,
            @Nullable String result,
            String askedBy,
            Instant askedAt,
            @Nullable Instant endedAt) {

        static Run of(ReconfigurationRow r) {
            return new Run(r.id.toString(), r.hosts, r.command, r.state, r.result, r.askedBy, r.askedAt, r.endedAt);
        }
    }

    private final SiteQueries site;
    private final HostRenderService publisher;
    private final JobQueue jobs;
    private final LeaseGuard fence;
    private final Actor actor;
    private final Clock clock;
    private final ControlHostClient shell = new ControlHostClient();

    ReconfigureRunner(
            SiteQueries site, HostRenderService publisher, JobQueue jobs, LeaseGuard fence, Actor actor, Clock clock) {
        this.site = site;
        this.publisher = publisher;
        this.jobs = jobs;
        this.fence = fence;
        this.actor = actor;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** @param hosts all that offer devices when empty */
    @Transactional
    public Run ask(List<String> hosts) {
        List<String> known = site.hosts().stream().map(h -> h.host()).toList();
        List<String> strange = hosts.stream().filter(h -> !known.contains(h)).toList();
        if (!strange.isEmpty() || known.isEmpty()) {
            throw Problem.invalid(
                            "hosts-unknown",
                            "Hosts not known",
                            List.of(new Problem.Field(
                                    "hosts", strange.toString(), "of " + known, "name hosts that were provisioned")))
                    .asException();
        }
        return Run.of(store(control(), hosts.isEmpty() ? known : hosts, List.of()));
    }

    /** After files were brought to the repository: the renditions count as published when the command ends well. */
    @Transactional(Transactional.TxType.MANDATORY)
    void follow(List<String> hosts, List<String> renditions) {
        store(control(), hosts, renditions);
    }

    @Transactional
    public List<Run> list() {
        return ReconfigurationRow.newest(LISTED).stream().map(Run::of).toList();
    }

    @Transactional
    public Run read(String id) {
        return Run.of(find(id));
    }

    /** What the command printed so far, and the state that it ended with. */
    public record Log(String text, @Nullable String ended) {}

    @Transactional
    public Log follow(String id) {
        ReconfigurationRow row = find(id);
        return new Log(row.log, row.endedAt == null ? null : row.state);
    }

    @Override
    public Outcome work(Job job) {
        UUID id = UUID.fromString(job.key());
        Turn turn = QuarkusTransaction.requiringNew().call(() -> turn(job));
        if (turn.before() != null) {
            return new Outcome.Retry(TURN, "waits for run " + turn.before());
        }
        Run run = turn.run();
        ControlHost control = site.written().text().control();
        if (control == null) {
            return ended(
                    job, new ControlHostClient.Answer(false, "settings-incomplete", "no control host is set", false));
        }
        // Whoever takes a run up is told everything from its first letter on: the log starts again with that.
        AtomicBoolean told = new AtomicBoolean();
        ControlHostClient.Answer answer = shell.run(
                control, new ControlHostClient.Run(run.id(), run.command()), text -> QuarkusTransaction.requiringNew()
                        .run(() -> {
                            fence.check(job);
                            if (told.getAndSet(true)) {
                                ReconfigurationRow.append(id, text);
                            } else {
                                ReconfigurationRow.begin(id, text);
                            }
                        }));
        if (answer.retryable() && turn.tries() < TRIES) {
            return new Outcome.Retry(RETRY, answer.reason() + ": " + answer.detail());
        }
        return ended(job, answer);
    }

    /** A run that may begin, or the run {@code before} it that has the control host. A replica that died leaves a run that another one takes up and ends. */
    private record Turn(Run run, int tries, @Nullable String before) {}

    private Turn turn(Job job) {
        fence.check(job);
        ReconfigurationRow row = find(job.key());
        Optional<ReconfigurationRow> other = ReconfigurationRow.runningBesides(row.id);
        if (other.isPresent()) {
            return new Turn(Run.of(row), row.tries, other.get().id.toString());
        }
        row.state = "RUNNING";
        row.tries++;
        return new Turn(Run.of(row), row.tries, null);
    }

    private Outcome ended(Job job, ControlHostClient.Answer answer) {
        QuarkusTransaction.requiringNew().run(() -> {
            fence.check(job);
            end(find(job.key()), answer);
        });
        return answer.good() ? new Outcome.Done() : new Outcome.Failed(answer.reason() + ": " + answer.detail());
    }

    private void end(ReconfigurationRow row, ControlHostClient.Answer answer) {
        row.state = answer.good() ? "DONE" : "FAILED";
        row.result = answer.reason() + ": " + answer.detail();
        row.endedAt = clock.instant();
        for (String rendition : row.renditions) {
            Optional<RevisionRow> found = RevisionRow.findByIdOptional(UUID.fromString(rendition));
            found.ifPresent(r -> {
                if (answer.good()) {
                    publisher.publish(
                            r,
                            PublishRunner.versionOf(r),
                            PublicationTarget.CONTROL_HOST.word(),
                            "/v1/reconfigurations/" + row.id);
                } else {
                    r.problem = "reconfigure " + row.id + ": " + row.result;
                }
            });
        }
    }

    private ReconfigurationRow store(ControlHost control, List<String> hosts, List<String> renditions) {
        ReconfigurationRow row = new ReconfigurationRow();
        row.id = Ids.next();
        row.hosts = List.copyOf(hosts);
        row.renditions = List.copyOf(renditions);
        row.command = ReconfigureCommand.fill(control.commandOrDefault(), hosts);
        row.state = "WAITING";
        row.log = "";
        row.askedBy = actor.name();
        row.askedAt = clock.instant();
        row.persist();
        jobs.enqueue(KIND, row.id.toString(), "");
        return row;
    }

    private ControlHost control() {
        ControlHost control = site.written().text().control();
        if (control == null) {
            throw Problem.of(
                            409,
                            "control-host-missing",
                            "No control host",
                            "The settings name no control host; add 'control' with PUT /v1/settings.")
                    .asException();
        }
        return control;
    }

    private static ReconfigurationRow find(String id) {
        try {
            ReconfigurationRow row = ReconfigurationRow.findById(UUID.fromString(id));
            if (row != null) {
                return row;
            }
        } catch (IllegalArgumentException e) {
            // Not an id at all: the same answer as for one that is not known.
            throw unknown(id);
        }
        throw unknown(id);
    }

    private static RuntimeException unknown(String id) {
        return Problem.of(
                        404,
                        "reconfiguration-not-found",
                        "Run not known",
                        "Run " + id + " is not known; list them with GET /v1/reconfigurations.")
                .asException();
    }
}
