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
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** One application of a step in a run. */
@Entity
@Table(name = "step")
@IdClass(StepRow.Key.class)
public class StepRow extends PanacheEntityBase {

    /** Run and place in it. */
    public record Key(UUID runId, int sequence) implements Serializable {}

    @Id
    @Column(name = "run_id")
    public UUID runId;

    @Id
    public int sequence;

    public String name;

    /** The changes that it makes, as the plan names them: while one of them is still planned, the step is not in effect. */
    @JdbcTypeCode(SqlTypes.JSON)
    public List<String> keys = new ArrayList<>();

    @Enumerated(EnumType.STRING)
    public StepOutcome outcome;

    /** Null: the answer was lost or is still to come. */
    @Column(name = "exit_status")
    public Integer exitStatus;

    public String detail = "";

    @Column(name = "started_at")
    public Instant startedAt;

    /** When what it started on the host counts as stuck; null for a step that starts nothing there. */
    @Column(name = "deadline_at")
    public Instant deadlineAt;

    @Column(name = "finished_at")
    public Instant finishedAt;
}
