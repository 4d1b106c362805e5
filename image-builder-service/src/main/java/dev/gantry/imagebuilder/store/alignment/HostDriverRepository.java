package dev.gantry.imagebuilder.store.alignment;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.gantry.imagebuilder.model.alignment.HostDriver;
import dev.gantry.imagebuilder.store.JsonColumns;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;

/** The drivers of hosts, as their events told. */
@ApplicationScoped
public class HostDriverRepository {

    private final EntityManager database;
    private final JsonColumns json;

    HostDriverRepository(EntityManager database, JsonColumns json) {
        this.database = database;
        this.json = json;
    }

    public List<HostDriver> all() {
        return database.createQuery("from HostDriverRow order by host", HostDriverRow.class)
                .getResultStream()
                .map(r -> new HostDriver(
                        r.host, r.version, json.read(r.groups, new TypeReference<List<String>>() {}), r.driverVersion))
                .toList();
    }

    /** Leaves a newer row as it is. */
    public void save(HostDriver host) {
        HostDriverRow row = database.find(HostDriverRow.class, host.host());
        if (row != null && row.version > host.version()) {
            return;
        }
        boolean isNew = row == null;
        if (isNew) {
            row = new HostDriverRow();
            row.host = host.host();
        }
        row.version = host.version();
        row.groups = json.write(host.groups());
        row.driverVersion = host.driverVersion();
        if (isNew) {
            database.persist(row);
        }
    }

    public void delete(String host) {
        database.createQuery("delete from HostDriverRow where host = :host")
                .setParameter("host", host)
                .executeUpdate();
    }
}
