package dev.gantry.inventory.store.host;

import dev.gantry.inventory.model.host.Cause;
import dev.gantry.inventory.model.host.HistoryEntry;
import dev.gantry.inventory.model.lifecycle.HostState;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "host_history")
class HistoryRow {

    @Id
    Long id;

    String host;
    long version;
    Instant at;
    String what;

    @Enumerated(EnumType.STRING)
    @Column(name = "from_state")
    HostState from;

    @Enumerated(EnumType.STRING)
    @Column(name = "to_state")
    HostState to;

    String who;
    String why;
    long millis;

    HistoryEntry entry() {
        return new HistoryEntry(host, version, at, what, from, to, new Cause(who, why), millis);
    }
}
