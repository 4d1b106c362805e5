package dev.gantry.imagebuilder.store.artifact;

import dev.gantry.imagebuilder.model.artifact.Checkpoints;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;

/** Checkpoints in the database, each written in a transaction of its own, as the step it belongs to is done outside. */
@ApplicationScoped
public class CheckpointRepository {

    private final EntityManager database;

    CheckpointRepository(EntityManager database) {
        this.database = database;
    }

    /** Those of one piece of work, e.g. {@code bundle/NVIDIA-GRID-…zip}. */
    public Checkpoints of(String work) {
        return new Checkpoints() {
            @Override
            public Optional<String> recall(String key) {
                return QuarkusTransaction.joiningExisting().call(() -> {
                    List<?> found = database.createNativeQuery(
                                    "select value from checkpoint where work = :work and key = :key", String.class)
                            .setParameter("work", work)
                            .setParameter("key", key)
                            .getResultList();
                    return found.stream().map(String.class::cast).findFirst();
                });
            }

            @Override
            public void keep(String key, String value) {
                change(
                        "insert into checkpoint (work, key, value) values (:work, :key, :value)"
                                + " on conflict (work, key) do update set value = excluded.value",
                        key,
                        value);
            }

            @Override
            public void forget(String key) {
                change("delete from checkpoint where work = :work and key = :key and :value = ''", key, "");
            }

            private void change(String sql, String key, String value) {
                QuarkusTransaction.joiningExisting().run(() -> database.createNativeQuery(sql)
                        .setParameter("work", work)
                        .setParameter("key", key)
                        .setParameter("value", value)
                        .executeUpdate());
            }
        };
    }

    /** All of one piece of work, once it is done. */
    public void clear(String work) {
        QuarkusTransaction.joiningExisting()
                .run(() -> database.createNativeQuery("delete from checkpoint where work = :work")
                        .setParameter("work", work)
                        .executeUpdate());
    }
}
