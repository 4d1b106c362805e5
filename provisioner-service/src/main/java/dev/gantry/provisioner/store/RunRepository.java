package dev.gantry.provisioner.store;

import dev.gantry.contracts.event.Event;
import dev.gantry.kit.db.JdbcStatements;
import dev.gantry.kit.event.EventJson;
import dev.gantry.provisioner.model.run.Run;
import dev.gantry.provisioner.model.run.RunKind;
import dev.gantry.provisioner.model.run.RunState;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The runs. Rows stay in here. */
@ApplicationScoped
public class RunRepository {
    /** Any number that no other lock has. */
    private static final long DECISION = 71_020_301;

    private final Rows rows;
    private final JdbcStatements sql;

    RunRepository(Rows rows, JdbcStatements sql) {
        this.rows = rows;
        this.sql = sql;
    }

    /** The rows by Panache. */
    @ApplicationScoped
    static class Rows implements PanacheRepositoryBase<RunRow, UUID> {}

    public Optional<Run> find(UUID id) {
        return rows.findByIdOptional(id).map(RunMapper::run);
    }

    /** Held until the transaction ends. */
    public Optional<Run> locked(UUID id) {
        return RowLock.of(rows.getEntityManager(), RunRow.class, id).map(RunMapper::run);
    }

    /** @param request the event that asks for it */
    public void add(Run run, Event request) {
        RunRow row = new RunRow();
        row.request = EventJson.write(request);
        RunMapper.write(run, row);
        rows.persist(row);
    }

    public void update(Run run) {
        RunMapper.write(run, rows.findById(run.id()));
    }

    /** The event that asked for a run. */
    public <E extends Event> E request(UUID id, Class<E> type) {
        return EventJson.read(type, rows.findById(id).request.getBytes(StandardCharsets.UTF_8));
    }

    /** The run to work on: one that was begun before one that waits, older before newer. */
    public Optional<Run> next(String host) {
        List<Run> open = open(host);
        return open.stream()
                .filter(r -> r.state() != RunState.QUEUED)
                .findFirst()
                .or(() -> open.stream().findFirst());
    }

    /** Not ended yet, oldest first. */
    public List<Run> open(String host) {
        return runs(rows.list("host = ?1 and state in ?2 order by createdAt, id", host, List.copyOf(RunState.OPEN)));
    }

    public boolean isKnown(String host, long version, RunKind kind) {
        return rows.count("host = ?1 and version = ?2 and kind = ?3 and retryOf is null", host, version, kind) > 0;
    }

    /** Newest first; {@code before} is the last id of the page before, null for the first page. */
    public List<Run> page(String host, RunState state, UUID before, int limit) {
        Parameters with = new Parameters();
        String where = where(host, state, with);
        if (before != null) {
            where += " and id < :before";
            with.and("before", before);
        }
        return runs(rows.find(where, Sort.descending("id"), with.map())
                .page(0, limit)
                .list());
    }

    public long count(String host, RunState state) {
        Parameters with = new Parameters();
        return rows.count(where(host, state, with), with.map());
    }

    private static String where(String host, RunState state, Parameters with) {
        String where = "1 = 1";
        if (host != null) {
            where += " and host = :host";
            with.and("host", host);
        }
        if (state != null) {
            where += " and state = :state";
            with.and("state", state);
        }
        return where;
    }

    /** Provision runs that were begun and are not over: their hosts are not available. */
    public List<Run> underWay() {
        return runs(
                rows.list("kind = ?1 and state in ?2", RunKind.PROVISION, List.of(RunState.RUNNING, RunState.WAITING)));
    }

    /** Until the transaction ends nobody else decides which run begins. */
    public void decideAlone() {
        sql.list("select pg_advisory_xact_lock(?)", row -> "", DECISION);
    }

    private static List<Run> runs(List<RunRow> rows) {
        return rows.stream().map(RunMapper::run).toList();
    }
}
