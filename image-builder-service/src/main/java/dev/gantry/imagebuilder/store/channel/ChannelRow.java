package dev.gantry.imagebuilder.store.channel;

import dev.gantry.imagebuilder.model.channel.Channel;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
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

    @Enumerated(EnumType.STRING)
    Channel channel;

    String build;
    String actor;

    @Column(name = "changed_at")
    Instant changedAt;
}
