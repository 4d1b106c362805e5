package dev.gantry.provisioner.store;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** One run over one host and how far it has come: all that a worker needs to take it up after another one died. */
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

    /** What it waits for, in words; empty when it does not. */
    public String waiting = "";

    /** JSON of the event that asked for it. */
    public String request;

    /** The host's groups, as the request named them. */
    @JdbcTypeCode(SqlTypes.JSON)
    public List<String> groups = List.of();

    /** The step that was begun last. */
    public String step = "";

    public String reason = "";

    public String detail = "";

    public boolean retryable;

    public int changes;

    public int reboots;

    /** Tries in a row that did not reach the host. */
    public int failures;

    /** Errors of the provisioner itself so far. */
    public int breakdowns;

    /** How often a change was made, or its answer lost, and it was still not in effect; by its key. */
    @JdbcTypeCode(SqlTypes.JSON)
    public Map<String, Integer> ineffective = new HashMap<>();

    /** Reason by step that an operator told to leave out. */
    @JdbcTypeCode(SqlTypes.JSON)
    public Map<String, String> skipped = new HashMap<>();

    /** Devices that the accepted plan destroys; null until a plan was accepted. */
    @JdbcTypeCode(SqlTypes.JSON)
    public List<String> accepted;

    @Column(name = "abort_reason")
    public String abortReason;

    /** The boot that a reboot shall end; null when none is awaited. */
    @Column(name = "reboot_boot_id")
    public String rebootBootId;

    /** Null: whether the host was told to reboot is not known. */
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
