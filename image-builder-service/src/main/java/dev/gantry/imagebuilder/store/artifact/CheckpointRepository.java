package dev.gantry.imagebuilder.store.artifact;

import dev.gantry.imagebuilder.model.artifact.Checkpoints;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Checkpoints in the database, each written in a transaction of its own, as the step it belongs to is done outside. */
@ApplicationScoped
public class CheckpointRepository implements PanacheRepositoryBase<CheckpointRow, CheckpointRow.Key> {

    /** Those of one piece of work, e.g. {@code bundle/NVIDIA-GRID-…zip}. */
    public Checkpoints of(String work) {
        return new Checkpoints() {
            @Override
            public Optional<String> recall(String key) {
                return QuarkusTransaction.joiningExisting()
                        .call(() -> findByIdOptional(new CheckpointRow.Key(work, key))
                                .map(row -> row.value));
            }

            @Override
            public void keep(String key, String value) {
                QuarkusTransaction.joiningExisting().run(() -> save(work, key, value));
            }

            @Override
            public void forget(String key) {
                QuarkusTransaction.joiningExisting().run(() -> deleteById(new CheckpointRow.Key(work, key)));
            }
        };
    }

    /** All of one piece of work, once it is done. */
    public void clear(String work) {
        QuarkusTransaction.joiningExisting().run(() -> delete("work", work));
    }

    private void save(String work, String key, String value) {
        CheckpointRow row = findById(new CheckpointRow.Key(work, key));
        boolean isNew = row == null;
        if (isNew) {
            row = new CheckpointRow();
            row.work = work;
            row.key = key;
        }
        row.value = value;
        if (isNew) {
            persist(row);
        }
    }
}
