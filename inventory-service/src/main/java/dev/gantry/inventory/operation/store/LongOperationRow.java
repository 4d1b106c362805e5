package dev.gantry.inventory.operation.store;

import dev.gantry.inventory.operation.model.LongOperation;
import jakarta.persistence.Basic;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;

@Entity
@Table(name = "operation")
class LongOperationRow {

    @Id
    UUID id;

    String kind;
    String subject;

    @Enumerated(EnumType.STRING)
    LongOperation.State state;

    @ColumnTransformer(write = "?::jsonb")
    String request;

    @Basic(fetch = FetchType.LAZY)
    byte[] files;

    int done;
    int total;

    @Column(name = "waits_for")
    String waitsFor;

    @ColumnTransformer(write = "?::jsonb")
    String result;

    @ColumnTransformer(write = "?::jsonb")
    String problem;

    @Column(name = "started_by")
    String startedBy;

    @Column(name = "started_at")
    Instant startedAt;

    @Column(name = "ended_at")
    Instant endedAt;

    LongOperation operation() {
        return new LongOperation(
                id, kind, subject, state, done, total, waitsFor, result, problem, startedBy, startedAt, endedAt);
    }
}
