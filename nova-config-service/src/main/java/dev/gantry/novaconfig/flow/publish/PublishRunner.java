package dev.gantry.novaconfig.flow.publish;

import dev.gantry.kit.job.Job;
import dev.gantry.kit.job.LeaseGuard;
import dev.gantry.kit.job.Outcome;
import dev.gantry.kit.job.Worker;
import dev.gantry.novaconfig.flow.render.HostRenderService;
import dev.gantry.novaconfig.flow.site.SiteQueries;
import dev.gantry.novaconfig.git.ConfigRepository;
import dev.gantry.novaconfig.git.PushResult;
import dev.gantry.novaconfig.model.publish.LeftAlone;
import dev.gantry.novaconfig.model.publish.Revision;
import dev.gantry.novaconfig.model.settings.GitTarget;
import dev.gantry.novaconfig.model.settings.PublicationTarget;
import dev.gantry.novaconfig.model.settings.SettingsDocument;
import dev.gantry.novaconfig.store.HostRow;
import dev.gantry.novaconfig.store.RevisionRow;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Brings everything that waits to its target: the hosts of a rollout go in one commit. What cannot be brought keeps waiting, with the reason. */
@ApplicationScoped
public class PublishRunner implements Worker {

    public static final String KIND = "publish";
    public static final String KEY = "site";
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration LATER = Duration.ofSeconds(30);

    private final SiteQueries site;
    private final HostRenderService publisher;
    private final ReconfigureRunner reconfigure;
    private final LeaseGuard fence;
    private final ConfigRepository repository;

    PublishRunner(
            SiteQueries site,
            HostRenderService publisher,
            ReconfigureRunner reconfigure,
            LeaseGuard fence,
            @ConfigProperty(name = "gantry.data-dir") String dataDir) {
        this.site = site;
        this.publisher = publisher;
        this.reconfigure = reconfigure;
        this.fence = fence;
        this.repository = new ConfigRepository(Path.of(dataDir, "nova-config", "git"));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome work(Job job) {
        SettingsDocument text = site.written().text();
        List<Revision> waiting = QuarkusTransaction.requiringNew().call(() -> RevisionRow.waiting().stream()
                .map(RevisionRow::rendition)
                .toList());
        GitTarget git = text.git();
        PublicationTarget target = text.targetOrDefault();
        if (waiting.isEmpty()) {
            return target == PublicationTarget.SERVED || git == null ? new Outcome.Done() : takenOut(git);
        }
        if (target == PublicationTarget.SERVED) {
            return published(job, waiting, target, "");
        }
        if (git == null && target == PublicationTarget.GIT) {
            return kept(job, waiting, "settings-incomplete: target is git, but no git address is set");
        }
        if (git == null) {
            return handOver(job, waiting);
        }
        return brought(job, waiting, target, repository.publish(git, change(waiting)));
    }

    /** Nothing new, but a host may have left: its files go. Without such a change there is nothing to commit. */
    private Outcome takenOut(GitTarget git) {
        return switch (repository.publish(git, change(List.of()))) {
            case PushResult.Committed c -> {
                Log.infof("pushed commit=%s files=%s", c.commit(), c.paths());
                yield new Outcome.Done();
            }
            case PushResult.Unchanged u -> new Outcome.Done();
            case PushResult.Conflicting c -> new Outcome.Failed("conflict: " + c.conflicts());
            case PushResult.Failed f -> failed(f);
        };
    }

    private static Outcome failed(PushResult.Failed f) {
        String reason = f.reason() + ": " + f.detail();
        return switch (f.reason()) {
            case "diverged" -> new Outcome.Retry(SOON, reason);
            case "unreachable" -> new Outcome.Retry(LATER, reason);
            default -> new Outcome.Failed(reason);
        };
    }

    private Outcome brought(Job job, List<Revision> waiting, PublicationTarget target, PushResult answer) {
        return switch (answer) {
            case PushResult.Committed c -> {
                Log.infof("pushed commit=%s files=%s left=%s", c.commit(), c.paths(), c.left());
                yield committed(job, waiting, target, c.commit(), c.left());
            }
            case PushResult.Unchanged u -> committed(job, waiting, target, u.commit(), u.left());
            case PushResult.Conflicting c -> kept(job, waiting, "conflict: " + c.conflicts());
            case PushResult.Failed f -> {
                kept(job, waiting, f.reason() + ": " + f.detail());
                yield failed(f);
            }
        };
    }

    private Outcome committed(
            Job job, List<Revision> waiting, PublicationTarget target, String commit, List<LeftAlone> left) {
        each(
                job,
                waiting,
                row -> row.leftAlone = left.stream()
                        .filter(l -> row.files.containsKey(l.path()))
                        .toList());
        if (target != PublicationTarget.GIT) {
            return handOver(job, waiting);
        }
        return published(job, waiting, target, left.isEmpty() ? commit : commit + " without " + paths(left));
    }

    /** {@code kolla.yml, overcloud.yml}: whoever hears of the publication sees that it is not the whole of it. */
    private static String paths(List<LeftAlone> left) {
        return left.stream().map(LeftAlone::path).collect(Collectors.joining(", "));
    }

    private Outcome published(Job job, List<Revision> waiting, PublicationTarget target, String reference) {
        each(
                job,
                waiting,
                row -> publisher.publish(
                        row,
                        versionOf(row),
                        target.word(),
                        reference.isEmpty() ? "/v1/renditions/" + row.id : reference));
        return new Outcome.Done();
    }

    private Outcome handOver(Job job, List<Revision> waiting) {
        QuarkusTransaction.requiringNew().run(() -> {
            fence.check(job);
            List<String> hosts = waiting.stream()
                    .map(Revision::scope)
                    .filter(s -> !s.equals(Revision.SITE))
                    .toList();
            List<String> all = hosts.isEmpty()
                    ? HostRow.offering().stream().map(h -> h.name).toList()
                    : hosts;
            reconfigure.follow(all, waiting.stream().map(Revision::id).toList());
        });
        return new Outcome.Done();
    }

    private Outcome kept(Job job, List<Revision> waiting, String problem) {
        Log.warnf("not published renditions=%d reason=%s", waiting.size(), problem);
        each(job, waiting, row -> row.problem = problem);
        return new Outcome.Failed(problem);
    }

    private void each(Job job, List<Revision> waiting, java.util.function.Consumer<RevisionRow> effect) {
        QuarkusTransaction.requiringNew().run(() -> {
            fence.check(job);
            List<String> ids = waiting.stream().map(Revision::id).toList();
            RevisionRow.waiting().stream()
                    .filter(row -> ids.contains(row.id.toString()))
                    .forEach(effect);
        });
    }

    /** All that should be in the repository, not only what waits: what is no longer wanted is taken out of it. */
    private ConfigRepository.Change change(List<Revision> waiting) {
        Map<String, String> files = new TreeMap<>();
        QuarkusTransaction.requiringNew().run(() -> {
            HostRow.offering().forEach(h -> RevisionRow.newestGood(h.name).ifPresent(r -> files.putAll(r.files)));
            RevisionRow.newestGood(Revision.SITE).ifPresent(r -> files.putAll(r.files));
        });
        files.entrySet().removeIf(f -> !dev.gantry.novaconfig.model.render.SiteFiles.belongsInRepository(f));
        return new ConfigRepository.Change(files, CommitMessage.of(waiting));
    }

    static long versionOf(RevisionRow row) {
        return HostRow.<HostRow>findByIdOptional(row.scope).map(h -> h.version).orElse(row.hostVersion);
    }
}
