package dev.gantry.provisioner.store;

import dev.gantry.provisioner.model.run.RunKind;
import dev.gantry.provisioner.model.run.RunState;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The runs, their steps and their logs. */
@ApplicationScoped
public class RunRepository implements PanacheRepositoryBase<RunRow, UUID> {

    /** Any number that no other lock has. */
    private static final long DECISION = 71_020_301;

    /** The run to work on: one that was begun before one that waits, older before newer. */
    public Optional<RunRow> next(String host) {
        List<RunRow> open = open(host);
        return open.stream().filter(r -> r.state != RunState.QUEUED).findFirst().or(() -> open.stream()
                .findFirst());
    }

    /** Not ended yet, oldest first. */
    public List<RunRow> open(String host) {
        return list("host = ?1 and state in ?2 order by createdAt, id", host, List.copyOf(RunState.OPEN));
    }

    public boolean isKnown(String host, long version, RunKind kind) {
        return count("host = ?1 and version = ?2 and kind = ?3 and retryOf is null", host, version, kind) > 0;
    }

    /** Newest first; {@code before} is the last id of the page before, null for the first page. */
    public List<RunRow> page(String host, RunState state, UUID before, int limit) {
        StringBuilder where = new StringBuilder("1 = 1");
        Parameters with = new Parameters();
        if (host != null) {
            where.append(" and host = :host");
            with.and("host", host);
        }
        if (state != null) {
            where.append(" and state = :state");
            with.and("state", state);
        }
        if (before != null) {
            where.append(" and id < :before");
            with.and("before", before);
        }
        return find(where.toString(), Sort.descending("id"), with.map())
                .page(0, limit)
                .list();
    }

    /** Provision runs that were begun and are not over: their hosts are not available. */
    public List<RunRow> underWay() {
        return list("kind = ?1 and state in ?2", RunKind.PROVISION, List.of(RunState.RUNNING, RunState.WAITING));
    }

    /** The newest provision run of each of these hosts since then. */
    public List<RunRow> newest(List<String> hosts, Instant since) {
        return list(
                "from RunRow r where r.kind = ?1 and r.host in ?2 and r.createdAt >= ?3 and not exists"
                        + " (select 1 from RunRow l where l.host = r.host and l.kind = r.kind and l.id > r.id)",
                RunKind.PROVISION,
                hosts,
                since);
    }

    /** Until the transaction ends nobody else decides which run begins. */
    public void decideAlone() {
        getEntityManager()
                .createNativeQuery("select 1 from pg_advisory_xact_lock(" + DECISION + ")", Integer.class)
                .getResultList();
    }

    public List<StepRow> steps(UUID run) {
        return StepRow.list("runId = ?1 order by sequence", run);
    }

    /** The step that was begun and whose effect no look has shown yet. */
    public Optional<StepRow> begun(UUID run) {
        return steps(run).stream().filter(s -> s.finishedAt == null).findFirst();
    }

    public int nextSequence(UUID run) {
        return (int) StepRow.count("runId", run) + 1;
    }

    /** In order, after the piece with that id; 0 for all. */
    public List<LogPieceRow> log(UUID run, long after, int limit) {
        return LogPieceRow.<LogPieceRow>find("runId = ?1 and id > ?2 order by id", run, after)
                .page(0, limit)
                .list();
    }

    public long logLength(UUID run) {
        return getEntityManager()
                .createQuery("select coalesce(sum(length(text)), 0) from LogPiece where runId = :run", Long.class)
                .setParameter("run", run)
                .getSingleResult();
    }
}
