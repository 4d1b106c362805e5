package dev.gantry.inventory.store.host;

import dev.gantry.inventory.model.lifecycle.HostState;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;

@Entity
@Table(name = "host")
class HostRow {

    @Id
    String name;

    long version;

    @Enumerated(EnumType.STRING)
    HostState state;

    Instant since;
    Instant deadline;

    @ColumnTransformer(write = "?::jsonb")
    String spec;

    String[] groups;

    @ColumnTransformer(write = "?::jsonb")
    String flags;

    @Column(name = "flag_names")
    String[] flagNames;

    @Column(name = "inspection_version")
    long inspectionVersion;

    @Column(name = "run_version")
    long runVersion;

    @Column(name = "spec_version")
    long specVersion;

    @Column(name = "based_version")
    long basedVersion;

    @Column(name = "published_version")
    long publishedVersion;

    @Column(name = "placement_version")
    long placementVersion;

    @Column(name = "edited_version")
    long editedVersion;

    @ColumnTransformer(write = "?::jsonb")
    String failure;

    @ColumnTransformer(write = "?::jsonb")
    String approval;

    @ColumnTransformer(write = "?::jsonb")
    String facts;

    @ColumnTransformer(write = "?::jsonb")
    String plan;

    @ColumnTransformer(write = "?::jsonb")
    String devices;

    @Column(name = "driver_version")
    String driverVersion;

    @Column(name = "inspected_at")
    Instant inspectedAt;

    @ColumnTransformer(write = "?::jsonb")
    String figures;

    @Column(name = "figures_at")
    Instant figuresAt;
}
