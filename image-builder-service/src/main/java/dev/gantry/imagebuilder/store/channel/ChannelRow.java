package dev.gantry.imagebuilder.store.channel;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "channel")
class ChannelRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    long id;

    String image;
    String channel;
    String build;
    String actor;

    @Column(name = "changed_at")
    Instant changedAt;
}
