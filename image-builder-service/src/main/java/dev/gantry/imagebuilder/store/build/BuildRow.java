package dev.gantry.imagebuilder.store.build;

import dev.gantry.imagebuilder.model.build.BuildState;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

@Entity
@Table(name = "build")
class BuildRow {

    @Id
    String id;

    String image;

    @Column(name = "inputs_digest")
    String inputsDigest;

    @Enumerated(EnumType.STRING)
    BuildState state;

    @Column(name = "cancel_requested")
    boolean cancelRequested;

    @JdbcTypeCode(SqlTypes.JSON)
    String document;

    @Column(name = "requested_at")
    Instant requestedAt;

    @Version
    long version;
}
