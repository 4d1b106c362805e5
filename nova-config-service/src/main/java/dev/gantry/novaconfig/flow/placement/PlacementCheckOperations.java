package dev.gantry.novaconfig.flow.placement;

import dev.gantry.kit.job.JobReports;
import dev.gantry.kit.job.JobStatus;
import dev.gantry.kit.operation.OperationSource;
import dev.gantry.kit.operation.OperationState;
import dev.gantry.kit.operation.OperationView;
import dev.gantry.novaconfig.store.PlacementCheckRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Placement checks as operations: the newest one of each host. */
@ApplicationScoped
public class PlacementCheckOperations implements OperationSource {

    public static final String KIND = "placement-check";

    private final JobReports jobs;
    private final PlacementCheckRepository checks;

    PlacementCheckOperations(JobReports jobs, PlacementCheckRepository checks) {
        this.jobs = jobs;
        this.checks = checks;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    @Transactional
    public Optional<OperationView> find(String host) {
        return jobs.find(PlacementCheckRunner.KIND, host).map(this::view);
    }

    @Override
    @Transactional
    public List<OperationView> newest(Instant before, int limit) {
        return jobs.newest(PlacementCheckRunner.KIND, before, limit).stream()
                .map(this::view)
                .toList();
    }

    private OperationView view(JobStatus job) {
        OperationView view = OperationView.of(KIND, job.key(), job.key(), null, job.createdAt())
                .resource("/v1/hosts/" + job.key() + "/placement-check")
                .at(state(job.state()), Objects.requireNonNullElse(job.reason(), "its turn"), job.finishedAt());
        return switch (job.state()) {
            case DONE -> view.result(checks.read(job.key()).orElse(null));
            case FAILED -> view.failed("placement-check-failed", Objects.requireNonNullElse(job.reason(), ""));
            case WAITING, RUNNING, CANCELLED -> view;
        };
    }

    private static OperationState state(JobStatus.State state) {
        return switch (state) {
            case WAITING -> OperationState.WAITING;
            case RUNNING -> OperationState.RUNNING;
            case DONE -> OperationState.SUCCEEDED;
            case FAILED -> OperationState.FAILED;
            case CANCELLED -> OperationState.CANCELLED;
        };
    }
}
