package dev.gantry.provisioner.store;

import dev.gantry.provisioner.model.run.AbortOrder;
import dev.gantry.provisioner.model.run.RunKind;
import dev.gantry.provisioner.model.run.RunState;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A {@link dev.gantry.provisioner.model.run.Run} as it is stored. */
@Entity
@Table(name = "run")
public class RunRow extends PanacheEntityBase {
    @Id
    public UUID id;

    public String host;
    public long version;

    @Enumerated(EnumType.STRING)
    public RunKind kind;

    @Enumerated(EnumType.STRING)
    public RunState state;

    public String waiting = "";

    /** JSON of the event that asked for it. */
    public String request;

    @JdbcTypeCode(SqlTypes.JSON)
    public List<String> groups = List.of();

    public String step = "";
    public String reason;
    public String detail = "";
    public boolean retryable;
    public int changes;
    public int reboots;
    public int failures;

    @Column(name = "internal_errors")
    public int internalErrors;

    @JdbcTypeCode(SqlTypes.JSON)
    public Map<String, Integer> ineffective = new TreeMap<>();

    @Column(name = "broken_off")
    @JdbcTypeCode(SqlTypes.JSON)
    public Map<String, Integer> brokenOff = new TreeMap<>();

    @JdbcTypeCode(SqlTypes.JSON)
    public Map<String, String> skipped = new TreeMap<>();

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "accepted_destroys")
    public List<String> acceptedDestroys;

    @Column(name = "accepted_reboots")
    public int acceptedReboots;

    @Enumerated(EnumType.STRING)
    @Column(name = "abort_cause")
    public AbortOrder.Cause abortCause;

    @Column(name = "abort_detail")
    public String abortDetail = "";

    @Column(name = "reboot_boot_id")
    public String rebootBootId;

    @Column(name = "reboot_sent_at")
    public Instant rebootSentAt;

    @Column(name = "reboot_deadline")
    public Instant rebootDeadline;

    @Column(name = "retry_of")
    public UUID retryOf;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "started_at")
    public Instant startedAt;

    @Column(name = "finished_at")
    public Instant finishedAt;
}
