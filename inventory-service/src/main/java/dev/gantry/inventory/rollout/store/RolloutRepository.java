package dev.gantry.inventory.rollout.store;

import dev.gantry.inventory.rollout.model.Rollout;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;

/** Rollouts by name. */
@ApplicationScoped
public class RolloutRepository implements PanacheRepositoryBase<RolloutRow, String> {

    public Optional<Rollout> read(String name) {
        return findByIdOptional(name).map(row -> RolloutJson.read(row.body));
    }

    /** Locks it until the transaction ends. */
    public Optional<Rollout> lock(String name) {
        return findByIdOptional(name, LockModeType.PESSIMISTIC_WRITE).map(row -> RolloutJson.read(row.body));
    }

    /** Newest first. */
    public List<Rollout> newest() {
        return list("order by createdAt desc, name").stream()
                .map(row -> RolloutJson.read(row.body))
                .toList();
    }

    public void store(Rollout rollout) {
        RolloutRow row = findByIdOptional(rollout.name()).orElseGet(RolloutRow::new);
        row.name = rollout.name();
        row.createdAt = rollout.at();
        row.body = RolloutJson.write(rollout);
        persist(row);
    }

    public void remove(String name) {
        deleteById(name);
    }
}
