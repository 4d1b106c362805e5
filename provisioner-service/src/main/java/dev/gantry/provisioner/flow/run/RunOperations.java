package dev.gantry.provisioner.flow.run;

import dev.gantry.kit.operation.OperationSource;
import dev.gantry.kit.operation.OperationState;
import dev.gantry.kit.operation.OperationView;
import dev.gantry.kit.trace.Ids;
import dev.gantry.provisioner.model.run.Run;
import dev.gantry.provisioner.model.run.RunState;
import dev.gantry.provisioner.store.RunRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Runs as operations. */
@ApplicationScoped
public class RunOperations implements OperationSource {

    public static final String KIND = "run";

    private final RunRepository runs;
    private final RunCommands commands;

    RunOperations(RunRepository runs, RunCommands commands) {
        this.runs = runs;
        this.commands = commands;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    @Transactional
    public Optional<OperationView> find(String key) {
        try {
            return runs.find(UUID.fromString(key)).map(RunOperations::view);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    @Transactional
    public List<OperationView> newest(Instant before, int limit) {
        return runs.page(null, null, Ids.lowest(before), limit).stream()
                .map(RunOperations::view)
                .toList();
    }

    @Override
    public OperationView cancel(String key) {
        UUID id = UUID.fromString(key);
        commands.abort(id, "the operation was cancelled");
        return find(key).orElseThrow();
    }

    private static OperationView view(Run run) {
        RunView shown = RunView.of(run);
        OperationView view = OperationView.of(KIND, shown.id().toString(), shown.host(), null, shown.createdAt())
                .named(shown.kind().name().toLowerCase(Locale.ROOT))
                .resource("/v1/runs/" + shown.id())
                .at(state(shown.state()), waitsFor(shown), shown.finishedAt());
        return switch (shown.state()) {
            case SUCCEEDED -> view.result(Map.of("changes", shown.changes(), "reboots", shown.reboots()));
            case FAILED -> view.failed(shown.reason(), shown.detail());
            case QUEUED, RUNNING, WAITING, ABORTED -> view;
        };
    }

    private static String waitsFor(RunView run) {
        return run.state() == RunState.QUEUED && run.waiting().isEmpty() ? "its turn" : run.waiting();
    }

    private static OperationState state(RunState state) {
        return switch (state) {
            case QUEUED, WAITING -> OperationState.WAITING;
            case RUNNING -> OperationState.RUNNING;
            case SUCCEEDED -> OperationState.SUCCEEDED;
            case FAILED -> OperationState.FAILED;
            case ABORTED -> OperationState.CANCELLED;
        };
    }
}
