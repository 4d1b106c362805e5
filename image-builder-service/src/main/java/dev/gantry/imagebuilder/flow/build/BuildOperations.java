package dev.gantry.imagebuilder.flow.build;

import dev.gantry.imagebuilder.model.build.Build;
import dev.gantry.imagebuilder.model.build.BuildState;
import dev.gantry.kit.job.JobReports;
import dev.gantry.kit.job.JobStatus;
import dev.gantry.kit.operation.OperationSource;
import dev.gantry.kit.operation.OperationState;
import dev.gantry.kit.operation.OperationView;
import dev.gantry.kit.trace.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Image builds as operations; their progress is in per cent. */
@ApplicationScoped
public class BuildOperations implements OperationSource {

    public static final String KIND = "build";
    private static final int WHOLE = 100;

    private final BuildRecords builds;
    private final JobReports jobs;

    BuildOperations(BuildRecords builds, JobReports jobs) {
        this.builds = builds;
        this.jobs = jobs;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Optional<OperationView> find(String key) {
        return builds.find(key).map(this::view);
    }

    @Override
    public List<OperationView> newest(Instant before, int limit) {
        return builds.page("", Ids.lowest(before).toString(), limit).items().stream()
                .map(this::view)
                .toList();
    }

    @Override
    public OperationView cancel(String key) {
        return view(builds.cancel(key));
    }

    private OperationView view(Build build) {
        OperationView view = OperationView.of(
                        KIND,
                        build.id(),
                        build.image().name(),
                        null,
                        build.times().requestedAt())
                .resource("/v1/builds/" + build.id())
                .progress(build.progress().percent(), WHOLE)
                .at(state(build.state()), waitsFor(build), build.times().endedAt());
        Build.Failure failure = build.failure();
        if (failure != null) {
            return view.failed(failure.reason(), failure.detail());
        }
        return build.result() == null ? view : view.result(build.result());
    }

    private String waitsFor(Build build) {
        return build.state() == BuildState.QUEUED
                ? jobs.find(BuildWorker.KIND, build.id()).map(JobStatus::reason).orElse("a free place")
                : "";
    }

    private static OperationState state(BuildState state) {
        return switch (state) {
            case QUEUED -> OperationState.WAITING;
            case RUNNING -> OperationState.RUNNING;
            case SUCCEEDED -> OperationState.SUCCEEDED;
            case FAILED -> OperationState.FAILED;
            case CANCELLED -> OperationState.CANCELLED;
        };
    }
}
