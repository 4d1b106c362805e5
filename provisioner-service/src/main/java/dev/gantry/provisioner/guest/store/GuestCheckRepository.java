package dev.gantry.provisioner.guest.store;

import dev.gantry.provisioner.guest.model.CheckState;
import dev.gantry.provisioner.guest.model.GuestCheck;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** The checks of guests. */
@ApplicationScoped
public class GuestCheckRepository {
    private final Rows rows;

    GuestCheckRepository(Rows rows) {
        this.rows = rows;
    }

    /** The rows by Panache. */
    @ApplicationScoped
    static class Rows implements PanacheRepositoryBase<GuestCheckRow, UUID> {}

    public Optional<GuestCheck> find(UUID id) {
        return rows.findByIdOptional(id).map(GuestCheckRepository::check);
    }

    public void add(GuestCheck check) {
        GuestCheckRow row = new GuestCheckRow();
        write(check, row);
        rows.persist(row);
    }

    public void update(GuestCheck check) {
        write(check, rows.findById(check.id()));
    }

    /** The check to work on: oldest first. */
    public Optional<GuestCheck> next(String guest) {
        return rows.find(
                        "guest = ?1 and state in ?2 order by id", guest, List.of(CheckState.QUEUED, CheckState.RUNNING))
                .firstResultOptional()
                .map(GuestCheckRepository::check);
    }

    /** Newest first; {@code before} is the last id of the page before, null for the first. */
    public List<GuestCheck> page(String guest, UUID before, int limit) {
        Parameters with = Parameters.with("guest", guest);
        String where = "guest = :guest";
        if (before != null) {
            where += " and id < :before";
            with.and("before", before);
        }
        return rows.find(where, Sort.descending("id"), with.map()).page(0, limit).stream()
                .map(GuestCheckRepository::check)
                .toList();
    }

    public long count(String guest) {
        return rows.count("guest", guest);
    }

    /** Of all guests, newest first, with a smaller id. */
    public List<GuestCheck> newest(UUID before, int limit) {
        return rows.find("id < ?1 order by id desc", before).page(0, limit).stream()
                .map(GuestCheckRepository::check)
                .toList();
    }

    private static GuestCheck check(GuestCheckRow row) {
        return new GuestCheck(
                row.id,
                row.guest,
                row.state,
                row.mode,
                row.actor,
                row.result,
                row.reason,
                row.detail,
                row.waiting,
                row.failures,
                new TreeMap<>(row.tries),
                row.changes,
                row.evidence,
                row.licenceUntil,
                row.createdAt,
                row.startedAt,
                row.finishedAt);
    }

    private static void write(GuestCheck check, GuestCheckRow row) {
        row.id = check.id();
        row.guest = check.guest();
        row.state = check.state();
        row.mode = check.mode();
        row.actor = check.actor();
        row.result = check.result();
        row.reason = check.reason();
        row.detail = check.detail();
        row.waiting = check.waiting();
        row.failures = check.failures();
        row.tries = new TreeMap<>(check.tries());
        row.changes = new ArrayList<>(check.changes());
        row.evidence = check.evidence();
        row.licenceUntil = check.licenceUntil();
        row.createdAt = check.createdAt();
        row.startedAt = check.startedAt();
        row.finishedAt = check.finishedAt();
    }
}
