package dev.gantry.novaconfig.store;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** The newest comparison of a host with Placement. */
@Entity
@Table(name = "proof")
public class PlacementCheckRow extends PanacheEntityBase {

    @Id
    public String host;

    public long version;
    public boolean proven;
    public String hypervisor;

    @JdbcTypeCode(SqlTypes.JSON)
    public List<String> differences;

    /** Names of providers. */
    @JdbcTypeCode(SqlTypes.JSON)
    public List<String> leftovers;

    public String evidence;

    @Column(name = "looked_at")
    public Instant lookedAt;
}
