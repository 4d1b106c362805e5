package dev.gantry.imagebuilder.store.alignment;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.gantry.imagebuilder.model.alignment.HostDriver;
import dev.gantry.imagebuilder.store.JsonColumns;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The drivers of hosts, as their events told. */
@ApplicationScoped
public class HostDriverRepository implements PanacheRepositoryBase<HostDriverRow, String> {

    private final JsonColumns json;

    HostDriverRepository(JsonColumns json) {
        this.json = json;
    }

    /** By name of the host. */
    public List<HostDriver> all() {
        return findAll(Sort.by("host")).stream()
                .map(r -> new HostDriver(
                        r.host, r.version, json.read(r.groups, new TypeReference<List<String>>() {}), r.driverVersion))
                .toList();
    }

    /** Leaves a newer row as it is. */
    public void save(HostDriver host) {
        HostDriverRow row = findById(host.host());
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
            persist(row);
        }
    }

    public void delete(String host) {
        deleteById(host);
    }
}
