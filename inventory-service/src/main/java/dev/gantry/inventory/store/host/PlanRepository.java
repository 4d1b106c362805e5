package dev.gantry.inventory.store.host;

import dev.gantry.contracts.inspection.Facts;
import dev.gantry.contracts.inspection.Plan;
import dev.gantry.inventory.model.host.Inspection;
import dev.gantry.inventory.store.json.JsonColumns;
import dev.gantry.kit.db.JdbcStatements;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The newest plans of each host, so that a person who approves an older one is told what changed since. */
@ApplicationScoped
public class PlanRepository {

    private static final int KEPT = 10;

    private final EntityManager entities;
    private final JdbcStatements sql;

    PlanRepository(EntityManager entities, JdbcStatements sql) {
        this.entities = entities;
        this.sql = sql;
    }

    /** {@code changed}: what the inspection found other than the one before. */
    public void add(String host, Inspection inspection, List<String> changed) {
        entities.flush();
        sql.update(
                "insert into plan (host, digest, facts, plan, seen_at, changed)"
                        + " values (?, ?, cast(? as jsonb), cast(? as jsonb), ?, cast(? as jsonb))"
                        + " on conflict (host, digest) do update set seen_at = excluded.seen_at,"
                        + " changed = excluded.changed",
                host,
                inspection.plan().digest(),
                JsonColumns.write(inspection.facts()),
                JsonColumns.write(inspection.plan()),
                inspection.at(),
                JsonColumns.write(changed));
        sql.update(
                "delete from plan where host = ? and digest not in"
                        + " (select digest from plan where host = ? order by seen_at desc limit " + KEPT + ")",
                host,
                host);
    }

    public Optional<Inspection> find(String host, String digest) {
        return sql.first(
                "select cast(facts as text), cast(plan as text), seen_at from plan where host = ? and digest = ?",
                row -> new Inspection(
                        JsonColumns.read(row.getString(1), Facts.class),
                        JsonColumns.read(row.getString(2), Plan.class),
                        row.getObject(3, OffsetDateTime.class).toInstant()),
                host,
                digest);
    }

    /** What the inspections since found changed, oldest first. */
    public List<String> changedSince(String host, Instant then) {
        return sql
                .list(
                        "select cast(changed as text) from plan where host = ? and seen_at > ? order by seen_at",
                        row -> row.getString(1),
                        host,
                        then)
                .stream()
                .flatMap(one -> Stream.of(JsonColumns.read(one, String[].class)))
                .distinct()
                .toList();
    }
}
