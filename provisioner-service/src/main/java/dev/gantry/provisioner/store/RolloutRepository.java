package dev.gantry.provisioner.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The rollouts; few at any time. */
@ApplicationScoped
public class RolloutRepository implements PanacheRepositoryBase<RolloutRow, String> {

    /** Newest first. */
    public List<RolloutRow> all() {
        return list("order by createdAt desc, name");
    }

    /** The newest one that the host belongs to. */
    public Optional<RolloutRow> of(String host) {
        return all().stream()
                .filter(rollout -> rollout.hosts.contains(host))
                .max(Comparator.comparing(rollout -> rollout.createdAt));
    }
}
