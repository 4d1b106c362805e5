package dev.gantry.novaconfig.store;

import dev.gantry.novaconfig.model.placement.PlacementCheck;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The newest placement check of each host. */
@ApplicationScoped
public class PlacementCheckRepository implements PanacheRepositoryBase<PlacementCheckRow, String> {

    public Optional<PlacementCheck> read(String host) {
        return findByIdOptional(host).map(PlacementCheckRow::check);
    }

    /** Hosts that are present and whose newest check is older, by name. */
    public List<String> olderThan(Instant time) {
        return list(
                        "checkedAt < ?1 and host in (select h.name from GpuHostRow h where h.retired = false and"
                                + " h.version > 0) order by host",
                        time)
                .stream()
                .map(PlacementCheckRow::check)
                .map(PlacementCheck::host)
                .toList();
    }

    public void store(PlacementCheck check) {
        PlacementCheckRow row = findByIdOptional(check.host()).orElseGet(PlacementCheckRow::new);
        row.set(check);
        persist(row);
    }
}
