package dev.gantry.provisioner.guest.flow;

import dev.gantry.kit.operation.OperationSource;
import dev.gantry.kit.operation.OperationState;
import dev.gantry.kit.operation.OperationView;
import dev.gantry.kit.trace.Ids;
import dev.gantry.provisioner.guest.model.CheckState;
import dev.gantry.provisioner.guest.model.GuestCheck;
import dev.gantry.provisioner.guest.store.GuestCheckRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Checks of guests as operations. */
@ApplicationScoped
public class GuestCheckOperations implements OperationSource {

    public static final String KIND = "guest-check";

    private final GuestCheckRepository checks;

    GuestCheckOperations(GuestCheckRepository checks) {
        this.checks = checks;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    @Transactional
    public Optional<OperationView> find(String key) {
        try {
            return checks.find(UUID.fromString(key)).map(GuestCheckOperations::view);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    @Transactional
    public List<OperationView> newest(Instant before, int limit) {
        return checks.newest(Ids.lowest(before), limit).stream()
                .map(GuestCheckOperations::view)
                .toList();
    }

    private static OperationView view(GuestCheck check) {
        GuestCheckView shown = GuestCheckView.of(check);
        OperationView view = OperationView.of(
                        KIND, shown.id().toString(), shown.guest(), shown.actor(), shown.createdAt())
                .resource("/v1/guest-checks/" + shown.id())
                .at(state(shown.state()), shown.waiting(), shown.finishedAt());
        return switch (shown.state()) {
            case SUCCEEDED -> view.result(Map.of("state", String.valueOf(shown.result()), "changes", shown.changes()));
            case FAILED -> view.failed(shown.reason(), shown.detail());
            case QUEUED, RUNNING -> view;
        };
    }

    private static OperationState state(CheckState state) {
        return switch (state) {
            case QUEUED -> OperationState.WAITING;
            case RUNNING -> OperationState.RUNNING;
            case SUCCEEDED -> OperationState.SUCCEEDED;
            case FAILED -> OperationState.FAILED;
        };
    }
}
