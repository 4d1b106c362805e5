package dev.gantry.provisioner.store;

import dev.gantry.provisioner.model.run.StepOutcome;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A {@link dev.gantry.provisioner.model.run.RunStep} as it is stored. */
@Entity
@Table(name = "run_step")
@IdClass(RunStepRow.Key.class)
public class RunStepRow extends PanacheEntityBase {
    /** Run and place in it. */
    public record Key(UUID runId, int sequence) implements Serializable {}

    @Id
    @Column(name = "run_id")
    public UUID runId;

    @Id
    public int sequence;

    public String name;

    @JdbcTypeCode(SqlTypes.JSON)
    public List<String> changes = List.of();

    @Enumerated(EnumType.STRING)
    public StepOutcome outcome;

    @Column(name = "exit_status")
    public Integer exitStatus;

    public String detail = "";

    @Column(name = "started_at")
    public Instant startedAt;

    @Column(name = "deadline_at")
    public Instant deadlineAt;

    @Column(name = "finished_at")
    public Instant finishedAt;
}
