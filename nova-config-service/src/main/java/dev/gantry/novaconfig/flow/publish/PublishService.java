package dev.gantry.novaconfig.flow.publish;

import dev.gantry.kit.http.Problem;
import dev.gantry.kit.job.JobQueue;
import dev.gantry.novaconfig.model.finding.Finding;
import dev.gantry.novaconfig.model.publish.Revision;
import dev.gantry.novaconfig.model.publish.RevisionState;
import dev.gantry.novaconfig.store.RevisionRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.stream.Collectors;

/** Asks that a revision be brought to the target again. Only the newest of its scope: an older one would undo what is there. */
@ApplicationScoped
public class PublishService {

    private final RevisionQueries queries;
    private final RevisionRepository revisions;
    private final JobQueue jobs;

    PublishService(RevisionQueries queries, RevisionRepository revisions, JobQueue jobs) {
        this.queries = queries;
        this.revisions = revisions;
        this.jobs = jobs;
    }

    @Transactional
    public Revision publish(String id) {
        Revision wanted = queries.read(id);
        if (wanted.state() == RevisionState.HELD) {
            String why = wanted.content().findings().stream()
                    .filter(Finding::isError)
                    .map(Finding::toString)
                    .collect(Collectors.joining("; "));
            throw refused(id, "it is held back: " + why);
        }
        Revision newest = revisions.newest(wanted.scope()).orElseThrow();
        if (!newest.id().equals(id)) {
            throw refused(id, "the newest of its scope is " + newest.id());
        }
        Revision waiting = newest.waiting();
        revisions.store(waiting);
        jobs.enqueue(PublishRunner.KIND, PublishRunner.KEY, "");
        return waiting;
    }

    private static RuntimeException refused(String id, String why) {
        return Problem.of(
                        409,
                        "revision-not-publishable",
                        "Revision not publishable",
                        "Revision " + id + " is not published because " + why + ".")
                .asException();
    }
}
