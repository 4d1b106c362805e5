package dev.gantry.inventory.store;

import dev.gantry.contracts.inspection.Facts;
import dev.gantry.contracts.inspection.Plan;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The newest plans of each host, so that a person who approves an older one is told what changed since. */
@ApplicationScoped
public class SeenPlans {

    private static final int KEPT = 10;

    private final EntityManager entities;

    SeenPlans(EntityManager entities) {
        this.entities = entities;
    }

    /** {@code changed}: what the look found other than the one before. */
    public void add(String host, Sighting sighting, List<String> changed) {
        entities.flush();
        entities.createNativeQuery("insert into seen_plan (host, digest, facts, plan, seen_at, changed)"
                        + " values (:host, :digest, cast(:facts as jsonb), cast(:plan as jsonb), :at,"
                        + " cast(:changed as jsonb))"
                        + " on conflict (host, digest) do update set seen_at = excluded.seen_at,"
                        + " changed = excluded.changed")
                .setParameter("host", host)
                .setParameter("digest", sighting.plan().digest())
                .setParameter("facts", Json.write(sighting.facts()))
                .setParameter("plan", Json.write(sighting.plan()))
                .setParameter("at", Timestamp.from(sighting.at()))
                .setParameter("changed", Json.write(changed))
                .executeUpdate();
        entities.createNativeQuery("delete from seen_plan where host = :host and digest not in"
                        + " (select digest from seen_plan where host = :host order by seen_at desc limit " + KEPT + ")")
                .setParameter("host", host)
                .executeUpdate();
    }

    public Optional<Sighting> find(String host, String digest) {
        List<?> found = entities.createNativeQuery(
                        "select cast(facts as text), cast(plan as text), seen_at from seen_plan"
                                + " where host = :host and digest = :digest",
                        Object[].class)
                .setParameter("host", host)
                .setParameter("digest", digest)
                .getResultList();
        return found.stream().findFirst().map(SeenPlans::sighting);
    }

    /** What the looks since found changed, oldest first. */
    public List<String> changedSince(String host, Instant then) {
        List<?> found = entities.createNativeQuery(
                        "select cast(changed as text) from seen_plan where host = :host and seen_at > :then"
                                + " order by seen_at",
                        String.class)
                .setParameter("host", host)
                .setParameter("then", Timestamp.from(then))
                .getResultList();
        return found.stream()
                .flatMap(one -> Stream.of(Json.read((String) one, String[].class)))
                .distinct()
                .toList();
    }

    private static Sighting sighting(Object row) {
        Object[] columns = (Object[]) row;
        return new Sighting(
                Json.read((String) columns[0], Facts.class),
                Json.read((String) columns[1], Plan.class),
                instant(columns[2]));
    }

    private static Instant instant(Object column) {
        return column instanceof Instant instant ? instant : ((Timestamp) column).toInstant();
    }
}
