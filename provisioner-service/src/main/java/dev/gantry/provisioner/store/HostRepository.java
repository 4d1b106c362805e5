package dev.gantry.provisioner.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The hosts that were ever asked for. */
@ApplicationScoped
public class HostRepository implements PanacheRepositoryBase<HostRow, String> {

    /** Held until the transaction ends, so that requests for one host come one after the other. */
    public Optional<HostRow> locked(String name) {
        return Optional.ofNullable(findById(name, LockModeType.PESSIMISTIC_WRITE));
    }

    public List<String> dueForLook(Instant now, int limit) {
        return find("nextLookAt <= ?1 order by nextLookAt", now).page(0, limit).stream()
                .map(row -> row.name)
                .toList();
    }
}
