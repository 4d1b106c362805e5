package dev.gantry.novaconfig.flow.publish;

import dev.gantry.contracts.nova.NovaConfigPublished;
import dev.gantry.kit.event.Outbox;
import dev.gantry.kit.job.JobQueue;
import dev.gantry.novaconfig.flow.placement.PlacementCheckRunner;
import dev.gantry.novaconfig.flow.site.SiteQueries;
import dev.gantry.novaconfig.model.publish.LeftAlone;
import dev.gantry.novaconfig.model.publish.Revision;
import dev.gantry.novaconfig.model.publish.Revision.Publication;
import dev.gantry.novaconfig.model.publish.RevisionState;
import dev.gantry.novaconfig.model.settings.PublicationTarget;
import dev.gantry.novaconfig.model.settings.SettingsDocument;
import dev.gantry.novaconfig.store.RevisionRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;

/** Sends revisions on their way to the target, and records that they reached it. */
@ApplicationScoped
public class PublicationRecorder {

    private final SiteQueries site;
    private final RevisionRepository revisions;
    private final Outbox outbox;
    private final JobQueue jobs;
    private final Clock clock;

    PublicationRecorder(SiteQueries site, RevisionRepository revisions, Outbox outbox, JobQueue jobs, Clock clock) {
        this.site = site;
        this.revisions = revisions;
        this.outbox = outbox;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** Published at once where it is only served, otherwise by a job. One that has errors stays. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void deliver(Revision revision, long hostVersion) {
        SettingsDocument document = site.stored().document();
        PublicationTarget target = document.targetOrDefault();
        Publication there = revision.publication();
        if (revision.state() == RevisionState.PUBLISHED && there != null) {
            record(revision, hostVersion, there.target(), there.reference());
        } else if (revision.state() == RevisionState.READY && target == PublicationTarget.SERVED) {
            record(revision, hostVersion, target.word(), served(revision));
        } else if (revision.state() == RevisionState.READY) {
            jobs.enqueue(PublishRunner.KIND, PublishRunner.KEY, "");
        }
    }

    static String served(Revision revision) {
        return "/v1/revisions/" + revision.id();
    }

    private void record(Revision revision, long hostVersion, String target, String reference) {
        published(revision, hostVersion, target, reference, revision.attempt().leftAlone());
    }

    /** It reached its target: others hear of it, and Placement is asked where there is a cloud. */
    @Transactional(Transactional.TxType.MANDATORY)
    void published(Revision revision, long hostVersion, String target, String reference, List<LeftAlone> left) {
        SettingsDocument document = site.stored().document();
        Publication there = new Publication(target, document.place(), reference, clock.instant());
        revisions.store(revision.published(there, left));
        if (!revision.isSite()) {
            outbox.publish(new NovaConfigPublished(revision.scope(), hostVersion, revision.id(), target, reference));
            if (document.openstack() != null) {
                jobs.enqueue(PlacementCheckRunner.KIND, revision.scope(), "");
            }
        }
    }
}
