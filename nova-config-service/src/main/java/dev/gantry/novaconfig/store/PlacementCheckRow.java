package dev.gantry.novaconfig.store;

import dev.gantry.contracts.nova.DeviceFigures;
import dev.gantry.novaconfig.model.placement.PlacementCheck;
import dev.gantry.novaconfig.model.placement.StaleProvider;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** The newest placement check of a host. */
@Entity
@Table(name = "placement_check")
class PlacementCheckRow {

    @Id
    String host;

    long version;
    boolean matches;
    String hypervisor;

    @JdbcTypeCode(SqlTypes.JSON)
    List<String> differences;

    @Column(name = "stale_providers")
    @JdbcTypeCode(SqlTypes.JSON)
    List<StaleProvider> staleProviders;

    String evidence;

    @JdbcTypeCode(SqlTypes.JSON)
    List<DeviceFigures> figures;

    @Column(name = "checked_at")
    Instant checkedAt;

    void set(PlacementCheck c) {
        host = c.host();
        version = c.version();
        matches = c.matches();
        hypervisor = c.hypervisor();
        differences = c.differences();
        staleProviders = c.staleProviders();
        evidence = c.evidence();
        figures = c.figures();
        checkedAt = c.checkedAt();
    }

    PlacementCheck check() {
        return new PlacementCheck(
                host, version, matches, hypervisor, differences, staleProviders, evidence, figures, checkedAt);
    }
}
