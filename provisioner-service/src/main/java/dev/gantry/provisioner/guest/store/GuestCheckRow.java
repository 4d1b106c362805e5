package dev.gantry.provisioner.guest.store;

import dev.gantry.provisioner.guest.model.CheckMode;
import dev.gantry.provisioner.guest.model.CheckState;
import dev.gantry.provisioner.guest.model.GuestEvidence;
import dev.gantry.provisioner.guest.model.GuestState;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** One check of a guest: how far it has come and what it saw. */
@Entity
@Table(name = "guest_check")
public class GuestCheckRow extends PanacheEntityBase {

    @Id
    public UUID id;

    public String guest;

    @Enumerated(EnumType.STRING)
    public CheckState state;

    @Enumerated(EnumType.STRING)
    public CheckMode mode;

    /** Who asked for it. */
    public String actor;

    /** Null until it is done. */
    @Enumerated(EnumType.STRING)
    public GuestState result;

    public String reason = "";

    public String detail = "";

    /** What it waits for, in words. */
    public String waiting = "";

    /** Tries in a row that did not reach the guest. */
    public int failures;

    /** How often a change was begun, by its step and summary. */
    @JdbcTypeCode(SqlTypes.JSON)
    public Map<String, Integer> tries = new HashMap<>();

    /** What was done, in order. */
    @JdbcTypeCode(SqlTypes.JSON)
    public List<String> changes = new ArrayList<>();

    @JdbcTypeCode(SqlTypes.JSON)
    public GuestEvidence evidence;

    /** How long a licence is waited for; null: not begun to wait. */
    @Column(name = "licence_until")
    public Instant licenceUntil;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "started_at")
    public Instant startedAt;

    @Column(name = "finished_at")
    public Instant finishedAt;
}
