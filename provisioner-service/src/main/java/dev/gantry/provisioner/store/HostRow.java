package dev.gantry.provisioner.store;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** What is known of one host: how to reach it and what is wanted ({@code request}), and what the last look found. */
@Entity
@Table(name = "host")
public class HostRow extends PanacheEntityBase {

    @Id
    public String name;

    public long version;

    /** JSON of the newest inspection request: SSH target and wanted state. */
    public String request;

    /** JSON of the last inspected event: facts and plan as published. */
    public String looked;

    /** The last look's answer as the host gave it. */
    public String answer;

    public String digest;

    @Column(name = "looked_at")
    public Instant lookedAt;

    /** Why the last look failed; null when it did not. */
    @Column(name = "look_failure")
    public String lookFailure;

    @JdbcTypeCode(SqlTypes.JSON)
    public List<String> drift = new ArrayList<>();

    /** Null until a run brought the host to what is wanted. */
    @Column(name = "provisioned_version")
    public Long provisionedVersion;

    /** When the next look for drift is due; null: none is planned. */
    @Column(name = "next_look_at")
    public Instant nextLookAt;
}
