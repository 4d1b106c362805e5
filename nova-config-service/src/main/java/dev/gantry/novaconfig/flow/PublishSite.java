package dev.gantry.novaconfig.flow;

import dev.gantry.kit.job.Job;
import dev.gantry.kit.job.LeaseGuard;
import dev.gantry.kit.job.Outcome;
import dev.gantry.kit.job.Worker;
import dev.gantry.novaconfig.git.ConfigRepository;
import dev.gantry.novaconfig.git.GitAnswer;
import dev.gantry.novaconfig.model.GitTarget;
import dev.gantry.novaconfig.model.LeftAlone;
import dev.gantry.novaconfig.model.Rendition;
import dev.gantry.novaconfig.model.SettingsText;
import dev.gantry.novaconfig.model.Target;
import dev.gantry.novaconfig.store.HostRow;
import dev.gantry.novaconfig.store.RenditionRow;
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
public class PublishSite implements Worker {

    static final String KIND = "publish";
    static final String KEY = "site";
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration LATER = Duration.ofSeconds(30);

    private final SiteBook site;
    private final RenderHost publisher;
    private final Reconfigure reconfigure;
    private final LeaseGuard fence;
    private final ConfigRepository repository;

    PublishSite(
            SiteBook site,
            RenderHost publisher,
            Reconfigure reconfigure,
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
        SettingsText text = site.written().text();
        List<Rendition> waiting = QuarkusTransaction.requiringNew().call(() -> RenditionRow.waiting().stream()
                .map(RenditionRow::rendition)
                .toList());
        GitTarget git = text.git();
        Target target = text.targetOrDefault();
        if (waiting.isEmpty()) {
            return target == Target.SERVED || git == null ? new Outcome.Done() : takenOut(git);
        }
        if (target == Target.SERVED) {
            return published(job, waiting, target, "");
        }
        if (git == null && target == Target.GIT) {
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
            case GitAnswer.Committed c -> {
                Log.infof("pushed commit=%s files=%s", c.commit(), c.paths());
                yield new Outcome.Done();
            }
            case GitAnswer.Unchanged u -> new Outcome.Done();
            case GitAnswer.Conflicting c -> new Outcome.Failed("conflict: " + c.conflicts());
            case GitAnswer.Failed f -> failed(f);
        };
    }

    private static Outcome failed(GitAnswer.Failed f) {
        String reason = f.reason() + ": " + f.detail();
        return switch (f.reason()) {
            case "diverged" -> new Outcome.Retry(SOON, reason);
            case "unreachable" -> new Outcome.Retry(LATER, reason);
            default -> new Outcome.Failed(reason);
        };
    }

    private Outcome brought(Job job, List<Rendition> waiting, Target target, GitAnswer answer) {
        return switch (answer) {
            case GitAnswer.Committed c -> {
                Log.infof("pushed commit=%s files=%s left=%s", c.commit(), c.paths(), c.left());
                yield committed(job, waiting, target, c.commit(), c.left());
            }
            case GitAnswer.Unchanged u -> committed(job, waiting, target, u.commit(), u.left());
            case GitAnswer.Conflicting c -> kept(job, waiting, "conflict: " + c.conflicts());
            case GitAnswer.Failed f -> {
                kept(job, waiting, f.reason() + ": " + f.detail());
                yield failed(f);
            }
        };
    }

    private Outcome committed(Job job, List<Rendition> waiting, Target target, String commit, List<LeftAlone> left) {
        each(
                job,
                waiting,
                row -> row.leftAlone = left.stream()
                        .filter(l -> row.files.containsKey(l.path()))
                        .toList());
        if (target != Target.GIT) {
            return handOver(job, waiting);
        }
        return published(job, waiting, target, left.isEmpty() ? commit : commit + " without " + paths(left));
    }

    /** {@code kolla.yml, overcloud.yml}: whoever hears of the publication sees that it is not the whole of it. */
    private static String paths(List<LeftAlone> left) {
        return left.stream().map(LeftAlone::path).collect(Collectors.joining(", "));
    }

    private Outcome published(Job job, List<Rendition> waiting, Target target, String reference) {
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

    private Outcome handOver(Job job, List<Rendition> waiting) {
        QuarkusTransaction.requiringNew().run(() -> {
            fence.check(job);
            List<String> hosts = waiting.stream()
                    .map(Rendition::scope)
                    .filter(s -> !s.equals(Rendition.SITE))
                    .toList();
            List<String> all = hosts.isEmpty()
                    ? HostRow.offering().stream().map(h -> h.name).toList()
                    : hosts;
            reconfigure.follow(all, waiting.stream().map(Rendition::id).toList());
        });
        return new Outcome.Done();
    }

    private Outcome kept(Job job, List<Rendition> waiting, String problem) {
        Log.warnf("not published renditions=%d reason=%s", waiting.size(), problem);
        each(job, waiting, row -> row.problem = problem);
        return new Outcome.Failed(problem);
    }

    private void each(Job job, List<Rendition> waiting, java.util.function.Consumer<RenditionRow> effect) {
        QuarkusTransaction.requiringNew().run(() -> {
            fence.check(job);
            List<String> ids = waiting.stream().map(Rendition::id).toList();
            RenditionRow.waiting().stream()
                    .filter(row -> ids.contains(row.id.toString()))
                    .forEach(effect);
        });
    }

    /** All that should be in the repository, not only what waits: what is no longer wanted is taken out of it. */
    private ConfigRepository.Change change(List<Rendition> waiting) {
        Map<String, String> files = new TreeMap<>();
        QuarkusTransaction.requiringNew().run(() -> {
            HostRow.offering().forEach(h -> RenditionRow.newestGood(h.name).ifPresent(r -> files.putAll(r.files)));
            RenditionRow.newestGood(Rendition.SITE).ifPresent(r -> files.putAll(r.files));
        });
        files.entrySet().removeIf(f -> !dev.gantry.novaconfig.model.SiteFiles.belongsInRepository(f));
        return new ConfigRepository.Change(files, CommitMessage.of(waiting));
    }

    static long versionOf(RenditionRow row) {
        return HostRow.<HostRow>findByIdOptional(row.scope).map(h -> h.version).orElse(row.hostVersion);
    }
}
