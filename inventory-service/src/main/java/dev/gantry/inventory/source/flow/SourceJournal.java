package dev.gantry.inventory.source.flow;

import dev.gantry.contracts.source.SourceChanged;
import dev.gantry.inventory.source.model.Fetch;
import dev.gantry.inventory.source.model.Source;
import dev.gantry.inventory.source.model.SourceCommit;
import dev.gantry.inventory.source.model.SourceProblem;
import dev.gantry.inventory.source.model.SourceStatus;
import dev.gantry.inventory.source.store.SourceRepository;
import dev.gantry.kit.event.Outbox;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Objects;

/** Keeps what fetches found, and tells what is new of it, in one transaction. */
@ApplicationScoped
class SourceJournal {

    private final SourceRepository sources;
    private final Outbox outbox;

    SourceJournal(SourceRepository sources, Outbox outbox) {
        this.sources = sources;
        this.outbox = outbox;
    }

    /** @param fetched the source as it was when the fetch began; a person may have changed it since */
    @Transactional(Transactional.TxType.MANDATORY)
    void store(Source fetched, Fetch fetch) {
        sources.lock(fetched.name()).ifPresent(now -> {
            Source told = now.with(now.status()
                    .fetched(
                            fetch,
                            fetch.at().plus(now.waitAfter(fetch.state())),
                            fetched.status().requests().asked()));
            sources.store(told);
            if (isNew(now.status(), told.status())) {
                tell(told);
            }
        });
    }

    private static boolean isNew(SourceStatus before, SourceStatus now) {
        return before.state() != now.state()
                || !Objects.equals(before.newest(), now.newest())
                || !Objects.equals(before.problem(), now.problem());
    }

    private void tell(Source source) {
        SourceStatus status = source.status();
        SourceStatus.InForce inForce = status.inForce();
        SourceCommit newest = status.newest();
        SourceProblem problem = status.problem();
        outbox.publish(new SourceChanged(
                source.name(),
                source.version(),
                status.state().name(),
                newest == null ? null : newest.id(),
                inForce == null ? null : inForce.commit().id(),
                problem == null ? null : problem.detail()));
        Log.infof(
                "source fetched source=%s state=%s commit=%s reason=%s",
                source.name(),
                status.state(),
                newest == null ? "" : newest.shortId(),
                problem == null ? "" : problem.detail());
    }
}
