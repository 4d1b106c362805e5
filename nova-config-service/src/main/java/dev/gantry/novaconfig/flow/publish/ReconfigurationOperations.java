package dev.gantry.novaconfig.flow.publish;

import dev.gantry.kit.job.JobQueue;
import dev.gantry.kit.job.WaitingJob;
import dev.gantry.kit.operation.OperationSource;
import dev.gantry.kit.operation.OperationState;
import dev.gantry.kit.operation.OperationView;
import dev.gantry.novaconfig.model.publish.Reconfiguration;
import dev.gantry.novaconfig.model.publish.ReconfigurationState;
import dev.gantry.novaconfig.store.ReconfigurationRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reconfigurations as operations. */
@ApplicationScoped
public class ReconfigurationOperations implements OperationSource {

    public static final String KIND = "reconfiguration";
    /** As many as are listed at all. */
    private static final int LISTED = 100;

    private final ReconfigurationRepository reconfigurations;
    private final JobQueue jobs;

    ReconfigurationOperations(ReconfigurationRepository reconfigurations, JobQueue jobs) {
        this.reconfigurations = reconfigurations;
        this.jobs = jobs;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    @Transactional
    public Optional<OperationView> find(String key) {
        return reconfigurations.read(key).map(this::view);
    }

    @Override
    @Transactional
    public List<OperationView> newest(Instant before, int limit) {
        return reconfigurations.newest(LISTED).stream()
                .filter(found -> found.request().at().isBefore(before))
                .limit(limit)
                .map(this::view)
                .toList();
    }

    private OperationView view(Reconfiguration found) {
        String waitsFor = jobs.waiting(ReconfigureRunner.KIND, found.id())
                .map(WaitingJob::reason)
                .orElse("its turn at the control host");
        OperationView view = OperationView.of(
                        KIND,
                        found.id(),
                        found.hosts().isEmpty() ? "all hosts" : String.join(", ", found.hosts()),
                        found.request().by(),
                        found.request().at())
                .resource("/v1/reconfigurations/" + found.id())
                .at(
                        state(found.state()),
                        found.state() == ReconfigurationState.WAITING ? waitsFor : null,
                        found.endedAt());
        return switch (found.state()) {
            case SUCCEEDED -> view.result(Map.of("result", String.valueOf(found.result())));
            case FAILED -> view.failed("reconfiguration-failed", String.valueOf(found.result()));
            case WAITING, RUNNING -> view;
        };
    }

    private static OperationState state(ReconfigurationState state) {
        return switch (state) {
            case WAITING -> OperationState.WAITING;
            case RUNNING -> OperationState.RUNNING;
            case SUCCEEDED -> OperationState.SUCCEEDED;
            case FAILED -> OperationState.FAILED;
        };
    }
}
