package dev.gantry.provisioner.store;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A {@link dev.gantry.provisioner.model.host.HostRecord} as it is stored, with what the last inspection found. */
@Entity
@Table(name = "host")
public class HostRow extends PanacheEntityBase {
    @Id
    public String name;

    public long version;

    /** JSON of an inspection request: SSH target and desired state. */
    public String request;

    /** JSON of the last inspected event: what was published. */
    public String inspected;

    /** Versioned JSON of the last inspection's facts, see {@link FactsJson}. */
    public String facts;

    @Column(name = "inspected_at")
    public Instant inspectedAt;

    @Column(name = "inspection_failure")
    public String inspectionFailure;

    @JdbcTypeCode(SqlTypes.JSON)
    public List<String> drift = List.of();

    @Column(name = "provisioned_version")
    public Long provisionedVersion;

    @Column(name = "next_inspection_at")
    public Instant nextInspectionAt;
}
