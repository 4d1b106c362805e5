package dev.gantry.provisioner.store;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.Optional;

/** Locks a row until the transaction ends, and reads it anew: what was read before the lock may be outdated. */
final class RowLock {
    private RowLock() {}

    static <R> Optional<R> of(EntityManager entities, Class<R> type, Object id) {
        R row = entities.find(type, id);
        if (row != null) {
            entities.flush();
            entities.refresh(row, LockModeType.PESSIMISTIC_WRITE);
        }
        return Optional.ofNullable(row);
    }
}
