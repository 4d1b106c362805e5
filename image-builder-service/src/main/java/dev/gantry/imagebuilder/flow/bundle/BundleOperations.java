package dev.gantry.imagebuilder.flow.bundle;

import dev.gantry.imagebuilder.model.bundle.Bundle;
import dev.gantry.imagebuilder.store.bundle.BundleRepository;
import dev.gantry.kit.operation.OperationSource;
import dev.gantry.kit.operation.OperationState;
import dev.gantry.kit.operation.OperationView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The way of a driver bundle into the repository as an operation. */
@ApplicationScoped
public class BundleOperations implements OperationSource {

    public static final String KIND = "driver-bundle";
    /** More bundles than a site ever has. */
    private static final int ALL = 10_000;

    private final BundleRepository bundles;

    BundleOperations(BundleRepository bundles) {
        this.bundles = bundles;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    @Transactional
    public Optional<OperationView> find(String key) {
        return bundles.find(key).map(BundleOperations::view);
    }

    @Override
    @Transactional
    public List<OperationView> newest(Instant before, int limit) {
        return bundles.list("", ALL).stream()
                .filter(bundle -> bundle.createdAt().isBefore(before))
                .sorted(Comparator.comparing(Bundle::createdAt).reversed())
                .limit(limit)
                .map(BundleOperations::view)
                .toList();
    }

    private static OperationView view(Bundle bundle) {
        String name = bundle.fileName();
        String reason = bundle.reason() == null ? "" : bundle.reason();
        OperationView view = OperationView.of(KIND, name, name, null, bundle.createdAt())
                .resource("/v1/driver-bundles/" + URLEncoder.encode(name, StandardCharsets.UTF_8));
        boolean isWaiting = bundle.nextTryAt() != null;
        return switch (bundle.state()) {
            case ANNOUNCED, STORED ->
                view.at(isWaiting ? OperationState.WAITING : OperationState.RUNNING, reason, null);
            case PUBLISHED, WITHDRAWN -> view.at(OperationState.SUCCEEDED, null, bundle.endedAt());
            case FAILED ->
                view.at(OperationState.FAILED, null, bundle.endedAt()).failed("driver-bundle-failed", reason);
        };
    }
}
