package dev.gantry.novaconfig.store;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** One run of the reconfigure command. */
@Entity
@Table(name = "reconfiguration")
public class ReconfigurationRow extends PanacheEntityBase {

    @Id
    public UUID id;

    @JdbcTypeCode(SqlTypes.JSON)
    public List<String> hosts;

    /** The renditions that count as published when it ends well. */
    @JdbcTypeCode(SqlTypes.JSON)
    public List<String> renditions;

    public String command;
    public String state;
    public String log;

    /** How often it was begun. */
    public int tries;

    public String result;

    @Column(name = "asked_by")
    public String askedBy;

    @Column(name = "asked_at")
    public Instant askedAt;

    @Column(name = "ended_at")
    public Instant endedAt;

    /** Newest first. */
    public static List<ReconfigurationRow> newest(int limit) {
        return find("order by askedAt desc, id desc").page(0, limit).list();
    }

    /** The run that has the control host, besides this one. */
    public static Optional<ReconfigurationRow> runningBesides(UUID id) {
        return find("state = 'RUNNING' and id <> ?1", id).firstResultOptional();
    }

    public static void begin(UUID id, String text) {
        update("log = ?1 where id = ?2", text, id);
    }

    public static void append(UUID id, String text) {
        update("log = concat(log, ?1) where id = ?2", text, id);
    }
}
