package dev.gantry.inventory.store.host;

import dev.gantry.inventory.model.host.Host;
import dev.gantry.inventory.model.host.HostDevices;
import dev.gantry.inventory.model.host.Inspection;
import dev.gantry.inventory.model.host.PlacementFigures;
import dev.gantry.inventory.model.lifecycle.HostState;
import dev.gantry.inventory.store.json.JsonColumns;
import dev.gantry.kit.db.JdbcStatements;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The hosts. */
@ApplicationScoped
public class HostRepository implements PanacheRepositoryBase<HostRow, String> {

    private final EntityManager entities;
    private final JdbcStatements sql;

    HostRepository(EntityManager entities, JdbcStatements sql) {
        this.entities = entities;
        this.sql = sql;
    }

    public Optional<Host> find(String name) {
        return findByIdOptional(name).map(HostRowMapper::host);
    }

    /** Holds the row until the transaction ends, so that changes of one host come one after another. */
    public Optional<Host> lock(String name) {
        entities.flush();
        HostRow row = findById(name, LockModeType.PESSIMISTIC_WRITE);
        if (row != null) {
            entities.refresh(row);
        }
        return Optional.ofNullable(row).map(HostRowMapper::host);
    }

    public void insert(Host host) {
        HostRow row = new HostRow();
        row.name = host.name();
        HostRowMapper.fill(row, host);
        persist(row);
    }

    public void update(Host host) {
        HostRow row = findById(host.name());
        HostRowMapper.fill(row, host);
    }

    /** Remembers how far its version had come. */
    public void delete(Host host) {
        deleteById(host.name());
        sql.update(
                "insert into departed_host (name, last_version) values (?, ?)"
                        + " on conflict (name) do update set last_version = excluded.last_version",
                host.name(),
                host.version());
    }

    /** 0 when there never was such a host. */
    public long lastVersion(String name) {
        return sql.first("select last_version from departed_host where name = ?", row -> row.getLong(1), name)
                .orElse(0L);
    }

    /** What was changed so far goes to the database and out of memory: a transaction over thousands of hosts would compare them all again and again. */
    public void release() {
        entities.flush();
        entities.clear();
    }

    public List<Host> all() {
        return listAll(Sort.by("name")).stream().map(HostRowMapper::host).toList();
    }

    /** Names of hosts whose deadline has passed. */
    public List<String> overdue(Instant now) {
        return entities.createQuery(
                        "select h.name from HostRow h where h.deadline < :now order by h.name", String.class)
                .setParameter("now", now)
                .getResultList();
    }

    /** How many hosts stand in each state; states without hosts are missing. */
    public Map<HostState, Long> countByState() {
        Map<HostState, Long> counts = new LinkedHashMap<>();
        entities.createQuery("select h.state, count(h) from HostRow h group by h.state", Object[].class)
                .getResultList()
                .forEach(line -> counts.put((HostState) line[0], (Long) line[1]));
        return counts;
    }

    public Optional<Inspection> inspection(String name) {
        return findByIdOptional(name).map(HostRowMapper::inspection);
    }

    public void storeInspection(String name, Inspection inspection) {
        HostRow row = findById(name);
        row.facts = JsonColumns.write(inspection.facts());
        row.plan = JsonColumns.write(inspection.plan());
        row.inspectedAt = inspection.at();
    }

    /** The plan was carried out, or what it was made for changed. */
    public void forgetPlan(String name) {
        HostRow row = findById(name);
        row.plan = null;
    }

    public HostDevices devices(String name) {
        return HostRowMapper.devices(findById(name));
    }

    /** What Placement told was of the devices before. */
    public void storeDevices(String name, HostDevices found) {
        HostRow row = findById(name);
        row.figures = null;
        row.figuresAt = null;
        row.devices = JsonColumns.write(found.devices());
        row.driverVersion = found.driverVersion();
    }

    public void storeFigures(String name, PlacementFigures figures) {
        HostRow row = findById(name);
        row.figures = JsonColumns.write(figures.devices());
        row.figuresAt = figures.at();
    }

    /** Progress was reported: the work has more time. Not a change of the host. */
    public void postpone(String name, Instant deadline) {
        HostRow row = findById(name);
        row.deadline = deadline;
    }
}
