package dev.gantry.novaconfig.flow;

import dev.gantry.kit.http.Problem;
import dev.gantry.kit.job.JobQueue;
import dev.gantry.novaconfig.model.Rendition;
import dev.gantry.novaconfig.model.Rendition.State;
import dev.gantry.novaconfig.store.RenditionRow;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;

/** Asks that a rendition be brought to the target again. Only the newest of its scope: an older one would undo what is there. */
@ApplicationScoped
public class PublishRendition {

    private final Renditions renditions;
    private final JobQueue jobs;

    PublishRendition(Renditions renditions, JobQueue jobs) {
        this.renditions = renditions;
        this.jobs = jobs;
    }

    @Transactional
    public Rendition ask(String id) {
        Rendition wanted = renditions.read(id);
        if (wanted.state() == State.HELD) {
            throw refused(id, "it is held back: " + wanted.findings());
        }
        RenditionRow newest = RenditionRow.newest(wanted.scope()).orElseThrow();
        if (!newest.id.equals(UUID.fromString(id))) {
            throw refused(id, "the newest of its scope is " + newest.id);
        }
        newest.state = State.READY.name();
        newest.problem = null;
        jobs.enqueue(PublishSite.KIND, PublishSite.KEY, "");
        return newest.rendition();
    }

    private static RuntimeException refused(String id, String why) {
        return Problem.of(
                        409,
                        "rendition-not-publishable",
                        "Rendition not publishable",
                        "Rendition " + id + " is not published because " + why + ".")
                .asException();
    }
}
