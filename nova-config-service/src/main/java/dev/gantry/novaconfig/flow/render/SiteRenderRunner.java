package dev.gantry.novaconfig.flow.render;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.kit.db.RetryingTransaction;
import dev.gantry.kit.job.Job;
import dev.gantry.kit.job.LeaseGuard;
import dev.gantry.kit.job.Outcome;
import dev.gantry.kit.job.Worker;
import dev.gantry.kit.trace.Ids;
import dev.gantry.novaconfig.flow.publish.PublicationRecorder;
import dev.gantry.novaconfig.flow.site.SiteQueries;
import dev.gantry.novaconfig.model.publish.Revision;
import dev.gantry.novaconfig.model.publish.Revision.Cause;
import dev.gantry.novaconfig.model.publish.Revision.Content;
import dev.gantry.novaconfig.model.publish.Revision.Origin;
import dev.gantry.novaconfig.model.publish.RevisionContents;
import dev.gantry.novaconfig.model.publish.RevisionState;
import dev.gantry.novaconfig.model.settings.StoredSettings;
import dev.gantry.novaconfig.store.RevisionRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.SortedMap;

/** Makes the next revision of what all hosts share, when it would say something else. Many hosts' facts in a row make one. */
@ApplicationScoped
public class SiteRenderRunner implements Worker {

    public static final String KIND = "render-site";
    public static final String KEY = "site";

    private final SiteQueries site;
    private final RevisionRepository revisions;
    private final PublicationRecorder publications;
    private final LeaseGuard guard;
    private final Clock clock;
    private final ObjectMapper json = new ObjectMapper();

    SiteRenderRunner(
            SiteQueries site,
            RevisionRepository revisions,
            PublicationRecorder publications,
            LeaseGuard guard,
            Clock clock) {
        this.site = site;
        this.revisions = revisions;
        this.publications = publications;
        this.guard = guard;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome work(Job job) throws Exception {
        Cause cause = json.readValue(job.payload(), Cause.class);
        RetryingTransaction.run(() -> {
            guard.check(job);
            render(cause);
        });
        return new Outcome.Done();
    }

    /** The files as they would be now, without storing anything. */
    public SortedMap<String, String> now() {
        return content(site.stored()).files();
    }

    private Content content(StoredSettings stored) {
        return RevisionContents.ofSite(site.hosts(), stored.document().parse(site.usualRelease()), site.driverUrls());
    }

    private void render(Cause cause) {
        StoredSettings stored = site.stored();
        Content content = content(stored);
        Optional<Revision> last = revisions.newest(Revision.SITE);
        Revision now = last.filter(r -> r.says(content))
                .map(r ->
                        r.confirmed(stored.version()).forPlace(stored.document().place()))
                .orElseGet(() -> Revision.made(
                        Ids.next().toString(),
                        new Origin(Revision.SITE, last.map(Revision::number).orElse(0) + 1, 0, stored.version(), cause),
                        content,
                        clock.instant()));
        revisions.store(now);
        if (now.state() == RevisionState.READY) {
            publications.deliver(now, 0);
        }
    }
}
