package dev.gantry.provisioner.guest.store;

import dev.gantry.provisioner.guest.model.GuestSpec;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A guest as it was described last. */
@Entity
@Table(name = "guest")
public class GuestRow extends PanacheEntityBase {

    @Id
    public String name;

    public long version;

    @JdbcTypeCode(SqlTypes.JSON)
    public GuestSpec spec;

    @Column(name = "changed_at")
    public Instant changedAt;
}
