package dev.gantry.inventory.store.host;

import dev.gantry.contracts.inspection.Facts;
import dev.gantry.contracts.inspection.Plan;
import dev.gantry.inventory.model.host.Inspection;
import dev.gantry.inventory.store.json.JsonColumns;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The newest plans of each host, so that a person who approves an older one is told what changed since. */
@ApplicationScoped
public class PlanRepository {

    private static final int KEPT = 10;

    private final EntityManager entities;

    PlanRepository(EntityManager entities) {
        this.entities = entities;
    }

    /** {@code changed}: what the inspection found other than the one before. */
    public void add(String host, Inspection inspection, List<String> changed) {
        entities.flush();
        entities.createNativeQuery("insert into plan (host, digest, facts, plan, seen_at, changed)"
                        + " values (:host, :digest, cast(:facts as jsonb), cast(:plan as jsonb), :at,"
                        + " cast(:changed as jsonb))"
                        + " on conflict (host, digest) do update set seen_at = excluded.seen_at,"
                        + " changed = excluded.changed")
                .setParameter("host", host)
                .setParameter("digest", inspection.plan().digest())
                .setParameter("facts", JsonColumns.write(inspection.facts()))
                .setParameter("plan", JsonColumns.write(inspection.plan()))
                .setParameter("at", Timestamp.from(inspection.at()))
                .setParameter("changed", JsonColumns.write(changed))
                .executeUpdate();
        entities.createNativeQuery("delete from plan where host = :host and digest not in"
                        + " (select digest from plan where host = :host order by seen_at desc limit " + KEPT + ")")
                .setParameter("host", host)
                .executeUpdate();
    }

    public Optional<Inspection> find(String host, String digest) {
        List<?> found = entities.createNativeQuery(
                        "select cast(facts as text), cast(plan as text), seen_at from plan"
                                + " where host = :host and digest = :digest",
                        Object[].class)
                .setParameter("host", host)
                .setParameter("digest", digest)
                .getResultList();
        return found.stream().findFirst().map(PlanRepository::inspection);
    }

    /** What the inspections since found changed, oldest first. */
    public List<String> changedSince(String host, Instant then) {
        List<?> found = entities.createNativeQuery(
                        "select cast(changed as text) from plan where host = :host and seen_at > :then"
                                + " order by seen_at",
                        String.class)
                .setParameter("host", host)
                .setParameter("then", Timestamp.from(then))
                .getResultList();
        return found.stream()
                .flatMap(one -> Stream.of(JsonColumns.read((String) one, String[].class)))
                .distinct()
                .toList();
    }

    private static Inspection inspection(Object row) {
        Object[] columns = (Object[]) row;
        return new Inspection(
                JsonColumns.read((String) columns[0], Facts.class),
                JsonColumns.read((String) columns[1], Plan.class),
                instant(columns[2]));
    }

    private static Instant instant(Object column) {
        return column instanceof Instant instant ? instant : ((Timestamp) column).toInstant();
    }
}
