package dev.gantry.inventory.operation.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.inventory.operation.model.LongOperation;
import dev.gantry.inventory.operation.store.LongOperationRepository;
import dev.gantry.kit.operation.OperationSource;
import dev.gantry.kit.operation.OperationState;
import dev.gantry.kit.operation.OperationView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Work over many hosts (large imports, calls over a selection) as operations; its progress is in hosts. */
@ApplicationScoped
public class ManyHostsOperations implements OperationSource {

    public static final String KIND = "hosts";

    private final LongOperationRepository operations;
    private final OperationService service;
    private final ObjectMapper json;

    ManyHostsOperations(LongOperationRepository operations, OperationService service, ObjectMapper json) {
        this.operations = operations;
        this.service = service;
        this.json = json;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    @Transactional
    public Optional<OperationView> find(String key) {
        return uuid(key).flatMap(operations::find).map(this::view);
    }

    @Override
    @Transactional
    public List<OperationView> newest(Instant before, int limit) {
        return operations.newest(before, limit).stream().map(this::view).toList();
    }

    @Override
    public OperationView cancel(String key) {
        return view(service.cancel(uuid(key).orElseThrow()));
    }

    /** How it is shown in the answer that accepts it. */
    public OperationView view(LongOperation operation) {
        return OperationView.of(
                        KIND,
                        operation.id().toString(),
                        operation.subject(),
                        operation.startedBy(),
                        operation.startedAt())
                .named(operation.kind())
                .progress(operation.done(), operation.total())
                .result(read(operation.result()))
                .failed(read(operation.problem()))
                .at(OperationState.valueOf(operation.state().name()), operation.waitsFor(), operation.endedAt());
    }

    private @Nullable JsonNode read(@Nullable String text) {
        try {
            return text == null ? null : json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored operation is always JSON", e);
        }
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
