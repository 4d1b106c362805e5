package dev.gantry.imagebuilder.store.artifact;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

@Entity
@Table(name = "checkpoint")
@IdClass(CheckpointRow.Key.class)
class CheckpointRow {

    @Id
    String work;

    @Id
    String key;

    String value;

    /** Primary key. */
    record Key(String work, String key) implements Serializable {}
}
