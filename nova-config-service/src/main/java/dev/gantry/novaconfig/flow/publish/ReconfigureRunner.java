package dev.gantry.novaconfig.flow.publish;

import dev.gantry.kit.db.RetryingTransaction;
import dev.gantry.kit.job.Job;
import dev.gantry.kit.job.LeaseGuard;
import dev.gantry.kit.job.Outcome;
import dev.gantry.kit.job.Worker;
import dev.gantry.novaconfig.control.ControlHostClient;
import dev.gantry.novaconfig.control.ControlHostClient.CommandResult;
import dev.gantry.novaconfig.flow.site.SiteQueries;
import dev.gantry.novaconfig.model.publish.Reconfiguration;
import dev.gantry.novaconfig.model.publish.Revision;
import dev.gantry.novaconfig.model.publish.Revision.Attempt;
import dev.gantry.novaconfig.model.publish.RevisionState;
import dev.gantry.novaconfig.model.settings.ControlHost;
import dev.gantry.novaconfig.model.settings.PublicationTarget;
import dev.gantry.novaconfig.store.ReconfigurationRepository;
import dev.gantry.novaconfig.store.RevisionRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Runs the reconfigure command on the control host; its output can be read while it runs. */
@ApplicationScoped
public class ReconfigureRunner implements Worker {

    static final String KIND = "reconfigure";

    private static final Duration RETRY = Duration.ofSeconds(15);
    private static final Duration TURN = Duration.ofSeconds(2);
    private static final int TRIES = 10;

    private final SiteQueries site;
    private final ReconfigurationRepository reconfigurations;
    private final RevisionRepository revisions;
    private final PublishableRevisions publishable;
    private final PublicationRecorder publications;
    private final LeaseGuard guard;
    private final Clock clock;
    private final ControlHostClient controlHost = new ControlHostClient();

    ReconfigureRunner(
            SiteQueries site,
            ReconfigurationRepository reconfigurations,
            RevisionRepository revisions,
            PublishableRevisions publishable,
            PublicationRecorder publications,
            LeaseGuard guard,
            Clock clock) {
        this.site = site;
        this.reconfigurations = reconfigurations;
        this.revisions = revisions;
        this.publishable = publishable;
        this.publications = publications;
        this.guard = guard;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome work(Job job) {
        Turn turn = RetryingTransaction.call(() -> turn(job));
        if (turn.before() != null) {
            return new Outcome.Retry(TURN, "waits for run " + turn.before());
        }
        Reconfiguration run = turn.run();
        ControlHost control = site.stored().document().control();
        if (control == null) {
            return ended(job, new CommandResult(false, "settings-incomplete", "no control host is set", false));
        }
        CommandResult result = controlHost.run(
                control, new ControlHostClient.Command(run.id(), run.command()), output(job, run.id())::append);
        if (result.retryable() && run.tries() < TRIES) {
            return new Outcome.Retry(RETRY, result.reason() + ": " + result.detail());
        }
        return ended(job, result);
    }

    private Output output(Job job, String id) {
        // Whoever takes a run up is told everything from its first letter on: the log starts again with that.
        AtomicBoolean begun = new AtomicBoolean();
        return text -> {
            boolean isMore = begun.getAndSet(true);
            RetryingTransaction.run(() -> {
                guard.check(job);
                if (isMore) {
                    reconfigurations.appendLog(id, text);
                } else {
                    reconfigurations.beginLog(id, text);
                }
            });
        };
    }

    private interface Output {
        void append(String text);
    }

    /** A run that may begin, or the run {@code before} it that has the control host. A replica that died leaves a run that another one takes up and ends. */
    private record Turn(Reconfiguration run, @Nullable String before) {}

    private Turn turn(Job job) {
        guard.check(job);
        Reconfiguration run = reconfigurations.read(job.key()).orElseThrow();
        Optional<Reconfiguration> other = reconfigurations.runningBesides(run.id());
        if (other.isPresent()) {
            return new Turn(run, other.get().id());
        }
        Reconfiguration begun = run.begun();
        reconfigurations.store(begun);
        return new Turn(begun, null);
    }

    private Outcome ended(Job job, CommandResult result) {
        String how = result.reason() + ": " + result.detail();
        RetryingTransaction.run(() -> {
            guard.check(job);
            end(reconfigurations.read(job.key()).orElseThrow(), result, how);
        });
        return result.isGood() ? new Outcome.Done() : new Outcome.Failed(how);
    }

    private void end(Reconfiguration run, CommandResult result, String how) {
        reconfigurations.store(result.isGood() ? run.done(how, clock.instant()) : run.failed(how, clock.instant()));
        List<Revision> concerned = run.revisions().stream()
                .flatMap(id -> revisions.read(id).stream())
                .filter(r -> r.state() != RevisionState.HELD)
                .toList();
        for (Revision revision : concerned) {
            if (result.isGood()) {
                publications.published(
                        revision,
                        publishable.versionOf(revision),
                        PublicationTarget.CONTROL_HOST.word(),
                        "/v1/reconfigurations/" + run.id(),
                        revision.attempt().leftAlone());
            } else if (revision.state() == RevisionState.READY) {
                revisions.store(revision.notPublished(Attempt.failed("reconfigure " + run.id() + ": " + how, List.of())
                        .leaving(revision.attempt().leftAlone())));
            }
        }
    }
}
