package dev.gantry.novaconfig.flow.render;

import dev.gantry.contracts.nova.NovaConfigPublished;
import dev.gantry.contracts.nova.NovaConfigRendered;
import dev.gantry.kit.event.Outbox;
import dev.gantry.kit.job.JobQueue;
import dev.gantry.kit.trace.Ids;
import dev.gantry.novaconfig.flow.placement.PlacementCheckRunner;
import dev.gantry.novaconfig.flow.publish.PublishRunner;
import dev.gantry.novaconfig.flow.site.SiteQueries;
import dev.gantry.novaconfig.model.device.HostDevices;
import dev.gantry.novaconfig.model.finding.Finding;
import dev.gantry.novaconfig.model.flavor.BookableResource;
import dev.gantry.novaconfig.model.publish.Revision;
import dev.gantry.novaconfig.model.publish.Revision.Cause;
import dev.gantry.novaconfig.model.publish.Revision.State;
import dev.gantry.novaconfig.model.render.HostChecks;
import dev.gantry.novaconfig.model.render.NovaConf;
import dev.gantry.novaconfig.model.render.SiteFiles;
import dev.gantry.novaconfig.model.settings.PublicationTarget;
import dev.gantry.novaconfig.model.settings.SiteSettings;
import dev.gantry.novaconfig.store.HostRow;
import dev.gantry.novaconfig.store.RevisionRow;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Makes the next rendition of one host when its bytes differ from the last, and says so; publishes it at once where it is only served. */
@ApplicationScoped
public class HostRenderService {

    private final SiteQueries site;
    private final Outbox outbox;
    private final JobQueue jobs;
    private final Clock clock;

    HostRenderService(SiteQueries site, Outbox outbox, JobQueue jobs, Clock clock) {
        this.site = site;
        this.outbox = outbox;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** For a new fact about the host: events are sent although the bytes may be the same, since others wait for this version. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void answer(HostRow host, Cause cause) {
        tell(host.version, newest(host, cause).orElseGet(() -> RevisionRow.newest(host.name)
                .orElseThrow()));
    }

    /** For a change of the site: silent where the host's bytes stay the same. */
    @Transactional(Transactional.TxType.MANDATORY)
    void refresh(HostRow host, Cause cause) {
        newest(host, cause).ifPresent(row -> tell(host.version, row));
    }

    private Optional<RevisionRow> newest(HostRow row, Cause cause) {
        SiteSettings settings = site.settings();
        HostDevices host = row.hostDevices();
        SortedMap<String, String> files = SiteFiles.ofHost(host, settings);
        List<Finding> findings = Stream.concat(
                        NovaConf.check(settings).stream(), HostChecks.of(host, settings).stream())
                .toList();
        String digest = Revision.digest(files);
        Optional<RevisionRow> last = RevisionRow.newest(row.name);
        State state = findings.stream().anyMatch(Finding::isError) ? State.HELD : State.READY;
        boolean same = last.isPresent()
                && last.get().digest.equals(digest)
                && last.get().state.equals(State.HELD.name()) == (state == State.HELD);
        if (same) {
            return Optional.empty();
        }
        int number = last.map(r -> r.number).orElse(0) + 1;
        Revision made = new Revision(
                Ids.next().toString(),
                row.name,
                number,
                row.version,
                settings.release().series(),
                digest,
                files,
                BookableResource.of(List.of(host), settings).stream()
                        .map(BookableResource::key)
                        .distinct()
                        .toList(),
                findings,
                state,
                cause,
                clock.instant(),
                null,
                null,
                List.of());
        RevisionRow stored = RevisionRow.of(made);
        stored.persist();
        return Optional.of(stored);
    }

    private void tell(long version, RevisionRow row) {
        outbox.publish(new NovaConfigRendered(
                row.scope,
                version,
                row.id.toString(),
                row.release,
                row.digest,
                row.classes,
                List.copyOf(row.files.keySet()),
                told(row, finding -> !finding.isError()),
                told(row, Finding::isError)));
        Log.infof("rendered host=%s rendition=%s number=%d state=%s", row.scope, row.id, row.number, row.state);
        PublicationTarget target = site.written().text().targetOrDefault();
        if (row.state.equals(State.HELD.name())) {
            return;
        }
        if (row.state.equals(State.PUBLISHED.name())) {
            publish(row, version, row.target, row.reference);
        } else if (target == PublicationTarget.SERVED) {
            publish(row, version, target.word(), "/v1/renditions/" + row.id);
        } else {
            jobs.enqueue(PublishRunner.KIND, PublishRunner.KEY, "");
        }
    }

    private static List<String> told(RevisionRow row, Predicate<Finding> which) {
        return row.rendition().findings().stream()
                .filter(which)
                .map(Finding::toString)
                .toList();
    }

    /** Notes that the rendition reached its target, and says so. */
    public void publish(RevisionRow row, long version, String target, String reference) {
        row.state = State.PUBLISHED.name();
        row.target = target;
        row.reference = reference;
        row.publishedAt = clock.instant();
        row.problem = null;
        if (!row.scope.equals(Revision.SITE)) {
            outbox.publish(new NovaConfigPublished(row.scope, version, row.id.toString(), target, reference));
            if (site.written().text().openstack() != null) {
                jobs.enqueue(PlacementCheckRunner.KIND, row.scope, "");
            }
        }
    }
}
