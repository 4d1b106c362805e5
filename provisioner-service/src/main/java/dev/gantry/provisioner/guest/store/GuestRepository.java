package dev.gantry.provisioner.guest.store;

import dev.gantry.provisioner.guest.model.CheckState;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The guests and their checks. */
@ApplicationScoped
public class GuestRepository implements PanacheRepositoryBase<GuestRow, String> {

    /** Held until the transaction ends. */
    public Optional<GuestRow> locked(String name) {
        return Optional.ofNullable(findById(name, LockModeType.PESSIMISTIC_WRITE));
    }

    /** By name; after that name, null for the first page. */
    public List<GuestRow> page(String after, int limit) {
        return find("name > ?1 order by name", after == null ? "" : after)
                .page(0, limit)
                .list();
    }

    public Optional<GuestCheckRow> check(UUID id) {
        return GuestCheckRow.findByIdOptional(id);
    }

    /** The check to work on: oldest first. */
    public Optional<GuestCheckRow> next(String guest) {
        return GuestCheckRow.<GuestCheckRow>find(
                        "guest = ?1 and state in ?2 order by id", guest, List.of(CheckState.QUEUED, CheckState.RUNNING))
                .firstResultOptional();
    }

    /** Newest first; {@code before} is the last id of the page before, null for the first. */
    public List<GuestCheckRow> checks(String guest, UUID before, int limit) {
        Parameters with = Parameters.with("guest", guest);
        String where = "guest = :guest";
        if (before != null) {
            where += " and id < :before";
            with.and("before", before);
        }
        return GuestCheckRow.<GuestCheckRow>find(where, Sort.descending("id"), with.map())
                .page(0, limit)
                .list();
    }
}
