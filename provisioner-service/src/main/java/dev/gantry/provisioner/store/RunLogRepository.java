package dev.gantry.provisioner.store;

import dev.gantry.provisioner.model.run.LogPiece;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The logs of runs, in pieces of whole lines. */
@ApplicationScoped
public class RunLogRepository {
    private final Rows rows;

    RunLogRepository(Rows rows) {
        this.rows = rows;
    }

    /** The rows by Panache. */
    @ApplicationScoped
    static class Rows implements PanacheRepositoryBase<LogPieceRow, Long> {}

    /** @param sequence of the step that it belongs to; 0 for none */
    public void add(UUID run, int sequence, Instant at, String text) {
        LogPieceRow row = new LogPieceRow();
        row.runId = run;
        row.sequence = sequence;
        row.at = at;
        row.text = text;
        rows.persist(row);
    }

    /** In order, after the piece with that id; 0 for all. */
    public List<LogPiece> after(UUID run, long id, int limit) {
        return rows.find("runId = ?1 and id > ?2 order by id", run, id).page(0, limit).stream()
                .map(row -> new LogPiece(row.id, row.text))
                .toList();
    }

    /** Characters so far. */
    public long length(UUID run) {
        return rows.getEntityManager()
                .createQuery("select coalesce(sum(length(text)), 0) from LogPieceRow where runId = :run", Long.class)
                .setParameter("run", run)
                .getSingleResult();
    }
}
