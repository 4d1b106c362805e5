package dev.gantry.imagebuilder.store.channel;

import dev.gantry.imagebuilder.model.channel.GlanceListing;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "glance_listing")
class GlanceListingRow {

    @Id
    String image;

    @Enumerated(EnumType.STRING)
    GlanceListing.State state;

    String reason;

    @Column(name = "next_try_at")
    Instant nextTryAt;

    @Column(name = "changed_at")
    Instant changedAt;
}
