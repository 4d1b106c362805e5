package dev.gantry.novaconfig.store;

import dev.gantry.novaconfig.model.placement.PlacementCheck;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The newest placement check of each host. */
@ApplicationScoped
public class PlacementCheckRepository implements PanacheRepositoryBase<PlacementCheckRow, String> {

    public Optional<PlacementCheck> read(String host) {
        return findByIdOptional(host).map(PlacementCheckRow::check);
    }

    public void store(PlacementCheck check) {
        PlacementCheckRow row = findByIdOptional(check.host()).orElseGet(PlacementCheckRow::new);
        row.set(check);
        persist(row);
    }
}
