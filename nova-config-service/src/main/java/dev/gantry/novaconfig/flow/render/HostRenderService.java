package dev.gantry.novaconfig.flow.render;

import dev.gantry.contracts.nova.NovaConfigRendered;
import dev.gantry.kit.event.Outbox;
import dev.gantry.kit.trace.Ids;
import dev.gantry.novaconfig.flow.publish.PublicationRecorder;
import dev.gantry.novaconfig.flow.site.SiteQueries;
import dev.gantry.novaconfig.model.device.GpuHost;
import dev.gantry.novaconfig.model.finding.Finding;
import dev.gantry.novaconfig.model.publish.Revision;
import dev.gantry.novaconfig.model.publish.Revision.Cause;
import dev.gantry.novaconfig.model.publish.Revision.Content;
import dev.gantry.novaconfig.model.publish.Revision.Origin;
import dev.gantry.novaconfig.model.publish.RevisionContents;
import dev.gantry.novaconfig.model.publish.RevisionState;
import dev.gantry.novaconfig.model.settings.StoredSettings;
import dev.gantry.novaconfig.store.RevisionRepository;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Makes the next revision of one host when it would say something else than the last, and tells it. */
@ApplicationScoped
public class HostRenderService {

    private final SiteQueries site;
    private final RevisionRepository revisions;
    private final PublicationRecorder publications;
    private final Outbox outbox;
    private final Clock clock;

    HostRenderService(
            SiteQueries site,
            RevisionRepository revisions,
            PublicationRecorder publications,
            Outbox outbox,
            Clock clock) {
        this.site = site;
        this.revisions = revisions;
        this.publications = publications;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** For a new fact about the host: events are sent although the files may be the same, since others wait for this version. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void answer(GpuHost host, Cause cause) {
        tell(host.version(), current(host, cause).revision());
    }

    /** For a change of the site: silent where the host's revision stays as and where it is. */
    @Transactional(Transactional.TxType.MANDATORY)
    void refresh(GpuHost host, Cause cause) {
        Current current = current(host, cause);
        if (current.isNew()) {
            tell(host.version(), current.revision());
        } else if (current.revision().state() == RevisionState.READY) {
            publications.deliver(current.revision(), host.version());
        }
    }

    private record Current(Revision revision, boolean isNew) {}

    private Current current(GpuHost host, Cause cause) {
        StoredSettings stored = site.stored();
        Content content =
                RevisionContents.ofHost(host.hostDevices(), stored.document().parse(site.usualRelease()));
        Optional<Revision> last = revisions.newest(host.name());
        Revision now = last.filter(r -> r.says(content))
                .map(r ->
                        r.confirmed(stored.version()).forPlace(stored.document().place()))
                .orElseGet(() -> Revision.made(
                        Ids.next().toString(),
                        new Origin(
                                host.name(),
                                last.map(Revision::number).orElse(0) + 1,
                                host.version(),
                                stored.version(),
                                cause),
                        content,
                        clock.instant()));
        revisions.store(now);
        return new Current(now, last.filter(r -> r.id().equals(now.id())).isEmpty());
    }

    private void tell(long version, Revision revision) {
        Content content = revision.content();
        outbox.publish(new NovaConfigRendered(
                revision.scope(),
                version,
                revision.id(),
                content.release(),
                content.digest(),
                content.classes(),
                List.copyOf(content.files().keySet()),
                told(content, finding -> !finding.isError()),
                told(content, Finding::isError)));
        Log.infof(
                "rendered hostId=%s revision=%s number=%d state=%s",
                revision.scope(), revision.id(), revision.number(), revision.state());
        publications.deliver(revision, version);
    }

    private static List<String> told(Content content, Predicate<Finding> which) {
        return content.findings().stream().filter(which).map(Finding::toString).toList();
    }
}
