package dev.gantry.provisioner.guest.store;

import dev.gantry.provisioner.guest.model.Guest;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;

/** The guests. */
@ApplicationScoped
public class GuestRepository {
    private final Rows rows;

    GuestRepository(Rows rows) {
        this.rows = rows;
    }

    /** The rows by Panache. */
    @ApplicationScoped
    static class Rows implements PanacheRepositoryBase<GuestRow, String> {}

    public Optional<Guest> find(String name) {
        return rows.findByIdOptional(name).map(GuestRepository::guest);
    }

    /** Held until the transaction ends. */
    public Optional<Guest> locked(String name) {
        return Optional.ofNullable(rows.findById(name, LockModeType.PESSIMISTIC_WRITE))
                .map(GuestRepository::guest);
    }

    /** A new one, or one that is there already. */
    public void save(Guest guest) {
        GuestRow row = rows.findById(guest.name());
        if (row == null) {
            row = new GuestRow();
            write(guest, row);
            rows.persist(row);
        } else {
            write(guest, row);
        }
    }

    /** Its checks go with it. */
    public void remove(String name) {
        rows.deleteById(name);
    }

    /** By name; after that name, null for the first page. */
    public List<Guest> page(String after, int limit) {
        return rows.find("name > ?1 order by name", after == null ? "" : after).page(0, limit).stream()
                .map(GuestRepository::guest)
                .toList();
    }

    public long count() {
        return rows.count();
    }

    private static Guest guest(GuestRow row) {
        return new Guest(row.name, row.version, row.spec, row.changedAt);
    }

    private static void write(Guest guest, GuestRow row) {
        row.name = guest.name();
        row.version = guest.version();
        row.spec = guest.spec();
        row.changedAt = guest.changedAt();
    }
}
