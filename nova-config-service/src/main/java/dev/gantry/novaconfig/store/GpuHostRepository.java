package dev.gantry.novaconfig.store;

import dev.gantry.novaconfig.model.device.GpuHost;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Hosts, by name. */
@ApplicationScoped
public class GpuHostRepository implements PanacheRepositoryBase<GpuHostRow, String> {

    private final Clock clock;

    GpuHostRepository(Clock clock) {
        this.clock = clock;
    }

    public Optional<GpuHost> read(String name) {
        return findByIdOptional(name).map(GpuHostRow::host);
    }

    /** Locks it until the transaction ends, so that two events of one host are taken one after the other. */
    public Optional<GpuHost> lock(String name) {
        return findByIdOptional(name, LockModeType.PESSIMISTIC_WRITE).map(GpuHostRow::host);
    }

    /** Those that configuration is made from, in order of name. */
    public List<GpuHost> offering() {
        return list("retired = false and version > 0 order by name").stream()
                .map(GpuHostRow::host)
                .toList();
    }

    /** Those that are there, in order of name. */
    public List<GpuHost> present() {
        return list("retired = false order by name").stream()
                .map(GpuHostRow::host)
                .toList();
    }

    public void store(GpuHost host) {
        GpuHostRow row = findByIdOptional(host.name()).orElseGet(GpuHostRow::new);
        row.set(host, clock.instant());
        persist(row);
    }
}
