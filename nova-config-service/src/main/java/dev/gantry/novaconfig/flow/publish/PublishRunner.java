package dev.gantry.novaconfig.flow.publish;

import dev.gantry.kit.db.RetryingTransaction;
import dev.gantry.kit.job.Job;
import dev.gantry.kit.job.LeaseGuard;
import dev.gantry.kit.job.Outcome;
import dev.gantry.kit.job.Worker;
import dev.gantry.novaconfig.flow.site.SiteQueries;
import dev.gantry.novaconfig.git.ConfigRepository;
import dev.gantry.novaconfig.git.PushResult;
import dev.gantry.novaconfig.model.finding.Finding;
import dev.gantry.novaconfig.model.publish.LeftAlone;
import dev.gantry.novaconfig.model.publish.Revision;
import dev.gantry.novaconfig.model.publish.Revision.Attempt;
import dev.gantry.novaconfig.model.publish.RevisionState;
import dev.gantry.novaconfig.model.settings.GitTarget;
import dev.gantry.novaconfig.model.settings.PublicationTarget;
import dev.gantry.novaconfig.model.settings.StoredSettings;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Brings everything that waits to its target: the hosts of a rollout go in one commit. What cannot be brought keeps waiting, with the reason. */
@ApplicationScoped
public class PublishRunner implements Worker {

    public static final String KIND = "publish";
    public static final String KEY = "site";

    private final SiteQueries site;
    private final PublishableRevisions publishable;
    private final PublicationRecorder publications;
    private final ReconfigureService reconfigure;
    private final LeaseGuard guard;
    private final ConfigRepository repository;

    PublishRunner(
            SiteQueries site,
            PublishableRevisions publishable,
            PublicationRecorder publications,
            ReconfigureService reconfigure,
            LeaseGuard guard,
            @ConfigProperty(name = "gantry.data-dir") String dataDir) {
        this.site = site;
        this.publishable = publishable;
        this.publications = publications;
        this.reconfigure = reconfigure;
        this.guard = guard;
        this.repository = new ConfigRepository(Path.of(dataDir, "nova-config", "git"));
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** What is published at one time, to one target. */
    private record Turn(Job job, PublicationTarget target, List<Revision> waiting) {}

    @Override
    public Outcome work(Job job) {
        StoredSettings stored = site.stored();
        GitTarget git = stored.document().git();
        PublicationTarget target = stored.document().targetOrDefault();
        Turn turn = new Turn(job, target, publishable.waiting());
        List<String> behind = publishable.behind(stored.version());
        if (target != PublicationTarget.SERVED && !behind.isEmpty()) {
            return waiting(turn, behind);
        }
        return target == PublicationTarget.SERVED || git == null
                ? withoutRepository(turn, stored)
                : withRepository(turn, git, stored);
    }

    /** The revisions say what they wait for, as they say why they could not be brought. */
    private Outcome waiting(Turn turn, List<String> behind) {
        String why = PublicationRetry.untilRendered(behind);
        boolean isTold =
                turn.waiting().stream().allMatch(r -> why.equals(r.attempt().problem()));
        if (!isTold) {
            each(turn, revision -> publishable.store(revision.notPublished(Attempt.failed(why, List.of()))));
        }
        return new Outcome.Retry(PublicationRetry.SOON, why);
    }

    private Outcome withoutRepository(Turn turn, StoredSettings stored) {
        if (turn.waiting().isEmpty()) {
            return new Outcome.Done();
        }
        if (turn.target() == PublicationTarget.SERVED) {
            return published(turn, "", List.of());
        }
        String lacking = lacking(turn.target(), stored);
        return lacking.isEmpty()
                ? handOver(turn)
                : kept(turn, Attempt.failed("settings-incomplete: " + lacking, List.of()));
    }

    private Outcome withRepository(Turn turn, GitTarget git, StoredSettings stored) {
        if (turn.waiting().isEmpty()) {
            return removed(turn, git, stored.version());
        }
        String lacking = lacking(turn.target(), stored);
        return lacking.isEmpty()
                ? brought(turn, repository.publish(git, publishable.change(stored.version(), turn.waiting())))
                : kept(turn, Attempt.failed("settings-incomplete: " + lacking, List.of()));
    }

    private static String lacking(PublicationTarget target, StoredSettings stored) {
        return switch (target) {
            case SERVED -> "";
            case GIT -> stored.document().git() == null ? "target is git, but no git address is set" : "";
            case CONTROL_HOST -> stored.document().control() == null ? "target is control-host, but none is set" : "";
        };
    }

    /** Nothing new, but a host may have left: its files go. Without such a change there is nothing to commit. */
    private Outcome removed(Turn turn, GitTarget git, long settings) {
        return switch (repository.publish(git, publishable.change(settings, List.of()))) {
            case PushResult.Committed c -> {
                Log.infof("pushed commit=%s files=%s", c.commit(), c.paths());
                told(turn, c.left());
                yield new Outcome.Done();
            }
            case PushResult.Unchanged u -> {
                told(turn, u.left());
                yield new Outcome.Done();
            }
            case PushResult.Conflicting c -> new Outcome.Failed(conflict(c.conflicts()));
            case PushResult.Failed f -> PublicationRetry.after(f);
        };
    }

    private Outcome brought(Turn turn, PushResult result) {
        return switch (result) {
            case PushResult.Committed c -> {
                Log.infof("pushed commit=%s files=%s left=%s", c.commit(), c.paths(), paths(c.left()));
                yield committed(turn, c.commit(), c.left());
            }
            case PushResult.Unchanged u -> committed(turn, u.commit(), u.left());
            case PushResult.Conflicting c -> kept(turn, Attempt.failed(conflict(c.conflicts()), c.conflicts()));
            case PushResult.Failed f -> {
                kept(turn, Attempt.failed(PublicationRetry.reason(f), List.of()));
                yield PublicationRetry.after(f);
            }
        };
    }

    private static String conflict(List<Finding> conflicts) {
        return "conflict: " + conflicts.stream().map(Finding::toString).collect(Collectors.joining("; "));
    }

    private Outcome committed(Turn turn, String commit, List<LeftAlone> left) {
        told(turn, left);
        if (turn.target() != PublicationTarget.GIT) {
            return handOver(turn);
        }
        return published(turn, left.isEmpty() ? commit : commit + " without " + paths(left), left);
    }

    /** {@code kolla.yml, overcloud.yml}: whoever hears of the publication sees that it is not the whole of it. */
    private static String paths(List<LeftAlone> left) {
        return left.stream().map(LeftAlone::path).collect(Collectors.joining(", "));
    }

    private Outcome published(Turn turn, String reference, List<LeftAlone> left) {
        each(
                turn,
                revision -> publications.published(
                        revision,
                        publishable.versionOf(revision),
                        turn.target().word(),
                        reference.isEmpty() ? PublicationRecorder.served(revision) : reference,
                        revision.leaving(left).attempt().leftAlone()));
        return new Outcome.Done();
    }

    private Outcome handOver(Turn turn) {
        RetryingTransaction.run(() -> {
            guard.check(turn.job());
            List<String> hosts = turn.waiting().stream()
                    .filter(r -> !r.isSite())
                    .map(Revision::scope)
                    .toList();
            reconfigure.publish(
                    hosts.isEmpty() ? publishable.hostNames() : hosts,
                    turn.waiting().stream().map(Revision::id).toList());
        });
        return new Outcome.Done();
    }

    private Outcome kept(Turn turn, Attempt why) {
        String problem = String.valueOf(why.problem());
        Log.warnf("not published revisions=%d reason=%s", turn.waiting().size(), problem);
        each(turn, revision -> publishable.store(revision.notPublished(why)));
        return new Outcome.Failed(problem);
    }

    /** Of every revision in the repository, also of those that were published before. */
    private void told(Turn turn, List<LeftAlone> left) {
        RetryingTransaction.run(() -> {
            guard.check(turn.job());
            publishable.newest().stream()
                    .filter(r -> r.state() != RevisionState.HELD)
                    .forEach(r -> publishable.store(r.leaving(left)));
        });
    }

    private void each(Turn turn, Consumer<Revision> effect) {
        RetryingTransaction.run(() -> {
            guard.check(turn.job());
            List<String> ids = turn.waiting().stream().map(Revision::id).toList();
            publishable.waiting().stream().filter(r -> ids.contains(r.id())).forEach(effect);
        });
    }
}
