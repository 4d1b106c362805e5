package dev.gantry.novaconfig.store;

import dev.gantry.novaconfig.model.drain.Drain;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Optional;

/** The newest drain of each host. */
@ApplicationScoped
public class DrainRepository implements PanacheRepositoryBase<DrainRow, String> {

    public Optional<Drain> read(String host) {
        return findByIdOptional(host).map(DrainRow::drain);
    }

    /** Locks it until the transaction ends. */
    public Optional<Drain> lock(String host) {
        return findByIdOptional(host, LockModeType.PESSIMISTIC_WRITE).map(DrainRow::drain);
    }

    public void store(Drain drain) {
        DrainRow row = findByIdOptional(drain.host()).orElseGet(DrainRow::new);
        row.set(drain);
        persist(row);
    }

    /** Servers that are being moved away from other hosts. */
    public long movingElsewhere(String host) {
        return list("host <> ?1 and state = ?2", host, Drain.DrainState.DRAINING).stream()
                .mapToLong(row -> row.drain().moving())
                .sum();
    }
}
