package dev.gantry.provisioner.store;

import dev.gantry.provisioner.model.rollout.Rollout;
import dev.gantry.provisioner.model.rollout.RolloutRules;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The rollouts; few at any time. */
@ApplicationScoped
public class RolloutRepository {
    private final Rows rows;

    RolloutRepository(Rows rows) {
        this.rows = rows;
    }

    /** The rows by Panache. */
    @ApplicationScoped
    static class Rows implements PanacheRepositoryBase<RolloutRow, String> {}

    public Optional<Rollout> find(String name) {
        return rows.findByIdOptional(name).map(RolloutRepository::rollout);
    }

    /** Held until the transaction ends. */
    public Optional<Rollout> locked(String name) {
        return RowLock.of(rows.getEntityManager(), RolloutRow.class, name).map(RolloutRepository::rollout);
    }

    /** A new one, or one that is there already. */
    public void save(Rollout rollout) {
        RolloutRow row = rows.findById(rollout.name());
        if (row == null) {
            row = new RolloutRow();
            write(rollout, row);
            rows.persist(row);
        } else {
            write(rollout, row);
        }
    }

    public void remove(String name) {
        rows.deleteById(name);
    }

    /** Newest first. */
    public List<Rollout> all() {
        return rows.list("order by createdAt desc, name").stream()
                .map(RolloutRepository::rollout)
                .toList();
    }

    /** The newest one that the host belongs to. */
    public Optional<Rollout> of(String host) {
        return all().stream()
                .filter(rollout -> rollout.rules().hosts().contains(host))
                .max(Comparator.comparing(Rollout::createdAt));
    }

    private static Rollout rollout(RolloutRow row) {
        return new Rollout(
                row.name,
                row.version,
                new RolloutRules(row.hosts, row.canary, row.maxInFlight, row.failureBudget),
                row.maxUnavailable,
                row.stopped,
                row.createdBy,
                row.createdAt);
    }

    private static void write(Rollout rollout, RolloutRow row) {
        row.name = rollout.name();
        row.version = rollout.version();
        row.hosts = rollout.rules().hosts();
        row.canary = rollout.rules().canary();
        row.maxInFlight = rollout.rules().maxInFlight();
        row.failureBudget = rollout.rules().failureBudget();
        row.maxUnavailable = rollout.maxUnavailable();
        row.stopped = rollout.stopped();
        row.createdBy = rollout.createdBy();
        row.createdAt = rollout.createdAt();
    }
}
