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

/** A {@link dev.gantry.provisioner.model.rollout.Rollout} as it is stored. */
@Entity
@Table(name = "rollout")
public class RolloutRow extends PanacheEntityBase {
    @Id
    public String name;

    public long version;

    @JdbcTypeCode(SqlTypes.JSON)
    public List<String> hosts = List.of();

    public int canary;

    @Column(name = "max_in_flight")
    public int maxInFlight;

    @Column(name = "max_unavailable")
    public int maxUnavailable;

    @Column(name = "failure_budget")
    public int failureBudget;

    public String stopped;

    @Column(name = "created_by")
    public String createdBy;

    @Column(name = "created_at")
    public Instant createdAt;
}
