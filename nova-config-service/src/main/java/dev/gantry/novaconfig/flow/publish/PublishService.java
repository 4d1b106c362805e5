package dev.gantry.novaconfig.flow.publish;

import dev.gantry.kit.http.Problem;
import dev.gantry.kit.job.JobQueue;
import dev.gantry.novaconfig.model.publish.Revision;
import dev.gantry.novaconfig.model.publish.Revision.State;
import dev.gantry.novaconfig.store.RevisionRow;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;

/** Asks that a rendition be brought to the target again. Only the newest of its scope: an older one would undo what is there. */
@ApplicationScoped
public class PublishService {

    private final RevisionQueries renditions;
    private final JobQueue jobs;

    PublishService(RevisionQueries renditions, JobQueue jobs) {
        this.renditions = renditions;
        this.jobs = jobs;
    }

    @Transactional
    public Revision ask(String id) {
        Revision wanted = renditions.read(id);
        if (wanted.state() == State.HELD) {
            throw refused(id, "it is held back: " + wanted.findings());
        }
        RevisionRow newest = RevisionRow.newest(wanted.scope()).orElseThrow();
        if (!newest.id.equals(UUID.fromString(id))) {
            throw refused(id, "the newest of its scope is " + newest.id);
        }
        newest.state = State.READY.name();
        newest.problem = null;
        jobs.enqueue(PublishRunner.KIND, PublishRunner.KEY, "");
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
