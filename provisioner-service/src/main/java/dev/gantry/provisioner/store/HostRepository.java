package dev.gantry.provisioner.store;

import dev.gantry.contracts.host.HostInspected;
import dev.gantry.contracts.host.HostInspectionRequested;
import dev.gantry.kit.event.EventJson;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.host.HostRecord;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The hosts that were ever asked for. */
@ApplicationScoped
public class HostRepository {
    private final Rows rows;

    HostRepository(Rows rows) {
        this.rows = rows;
    }

    /** The rows by Panache. */
    @ApplicationScoped
    static class Rows implements PanacheRepositoryBase<HostRow, String> {}

    public Optional<HostRecord> find(String name) {
        return rows.findByIdOptional(name).map(HostRepository::host);
    }

    /** Held until the transaction ends, so that requests for one host come one after the other. */
    public Optional<HostRecord> locked(String name) {
        return RowLock.of(rows.getEntityManager(), HostRow.class, name).map(HostRepository::host);
    }

    /** A new one, or one that is there already. */
    public void save(HostRecord host) {
        HostRow row = rows.findById(host.name());
        if (row == null) {
            row = new HostRow();
            write(host, row);
            rows.persist(row);
        } else {
            write(host, row);
        }
    }

    /** Keeps what an inspection found. */
    public void saveInspection(HostInspected inspected, HostFacts facts) {
        HostRow row = rows.findById(inspected.host());
        row.inspected = EventJson.write(inspected);
        row.facts = FactsJson.write(facts);
    }

    /** What was published of the last inspection; empty: the host was not inspected yet. */
    public Optional<HostInspected> lastInspection(String name) {
        return rows.findByIdOptional(name)
                .filter(row -> row.inspected != null)
                .map(row -> EventJson.read(HostInspected.class, row.inspected.getBytes(StandardCharsets.UTF_8)));
    }

    /** What the last inspection found; empty also when it was kept by a version of this service that knew other facts. */
    public Optional<HostFacts> facts(String name) {
        return rows.findByIdOptional(name).filter(row -> row.facts != null).flatMap(row -> FactsJson.read(row.facts));
    }

    /** Names of those whose inspection for drift is due. */
    public List<String> dueForInspection(Instant now, int limit) {
        return rows.find("nextInspectionAt <= ?1 order by nextInspectionAt", now).page(0, limit).stream()
                .map(row -> row.name)
                .toList();
    }

    private static HostRecord host(HostRow row) {
        HostInspectionRequested request =
                EventJson.read(HostInspectionRequested.class, row.request.getBytes(StandardCharsets.UTF_8));
        return new HostRecord(
                row.name,
                row.version,
                request.ssh(),
                request.desiredState(),
                row.inspectedAt,
                row.inspectionFailure,
                row.drift,
                row.provisionedVersion,
                row.nextInspectionAt);
    }

    private static void write(HostRecord host, HostRow row) {
        row.name = host.name();
        row.version = host.version();
        row.request = EventJson.write(
                new HostInspectionRequested(host.name(), host.version(), host.ssh(), host.desiredState()));
        row.inspectedAt = host.inspectedAt();
        row.inspectionFailure = host.inspectionFailure();
        row.drift = host.drift();
        row.provisionedVersion = host.provisionedVersion();
        row.nextInspectionAt = host.nextInspectionAt();
    }
}
