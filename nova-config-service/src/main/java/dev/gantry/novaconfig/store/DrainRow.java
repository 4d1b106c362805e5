package dev.gantry.novaconfig.store;

import dev.gantry.novaconfig.model.drain.Drain;
import dev.gantry.novaconfig.model.drain.DrainPolicy;
import dev.gantry.novaconfig.model.drain.ServerMove;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** The newest drain of a host. */
@Entity
@Table(name = "drain")
class DrainRow {

    @Id
    String host;

    long version;

    @Enumerated(EnumType.STRING)
    Drain.DrainState state;

    @JdbcTypeCode(SqlTypes.JSON)
    DrainPolicy policy;

    String reason;

    @Column(name = "disabled_by_us")
    boolean disabledByUs;

    @JdbcTypeCode(SqlTypes.JSON)
    List<ServerMove> moves;

    @Column(name = "waits_for")
    String waitsFor;

    @Column(name = "asked_by")
    String by;

    Instant since;

    void set(Drain d) {
        host = d.host();
        version = d.version();
        state = d.state();
        policy = d.policy();
        reason = d.reason();
        disabledByUs = d.disabledByUs();
        moves = d.moves();
        waitsFor = d.waitsFor();
        by = d.by();
        since = d.since();
    }

    Drain drain() {
        return new Drain(host, version, state, policy, reason, disabledByUs, moves, waitsFor, by, since);
    }
}
