package dev.gantry.novaconfig.store;

import dev.gantry.novaconfig.model.publish.Reconfiguration;
import dev.gantry.novaconfig.model.publish.ReconfigurationState;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A reconfiguration. Its log is written piece by piece, past the entity. */
@Entity
@DynamicUpdate
@Table(name = "reconfiguration")
class ReconfigurationRow {

    @Id
    UUID id;

    @JdbcTypeCode(SqlTypes.JSON)
    List<String> hosts;

    @JdbcTypeCode(SqlTypes.JSON)
    List<String> revisions;

    String command;

    @Enumerated(EnumType.STRING)
    ReconfigurationState state;

    String log = "";
    int tries;
    String result;

    @Column(name = "asked_by")
    String askedBy;

    @Column(name = "asked_at")
    Instant askedAt;

    @Column(name = "ended_at")
    Instant endedAt;

    void set(Reconfiguration r) {
        id = UUID.fromString(r.id());
        hosts = r.hosts();
        revisions = r.revisions();
        command = r.command();
        state = r.state();
        tries = r.tries();
        result = r.result();
        askedBy = r.request().by();
        askedAt = r.request().at();
        endedAt = r.endedAt();
    }

    Reconfiguration reconfiguration() {
        return new Reconfiguration(
                id.toString(),
                hosts,
                revisions,
                command,
                state,
                tries,
                result,
                new Reconfiguration.Request(askedBy, askedAt),
                endedAt);
    }
}
