package dev.gantry.inventory.source.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "source_approval")
class SignedOffRow {

    @Id
    String host;

    String source;

    @Column(name = "spec_version")
    long specVersion;

    String who;
    String why;
    Instant at;
}
