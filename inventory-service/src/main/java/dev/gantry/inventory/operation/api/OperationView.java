package dev.gantry.inventory.operation.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.gantry.inventory.operation.model.LongOperation;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A long operation: what, of what, how far, what it waits for, and its result or problem. */
@Schema(name = "Operation")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OperationView(
        UUID id,
        String kind,
        String subject,
        LongOperation.State state,
        int done,
        int total,
        @Nullable String waitsFor,

        @Schema(type = SchemaType.OBJECT, description = "By kind: the report of an import, or a line for each host")
        @JsonRawValue
        @Nullable
        String result,

        @Schema(type = SchemaType.OBJECT, description = "Why it failed, as the call itself would have said it")
        @JsonRawValue
        @Nullable
        String problem,

        String startedBy,
        Instant startedAt,
        @Nullable Instant endedAt) {

    public static OperationView of(LongOperation operation) {
        return new OperationView(
                operation.id(),
                operation.kind(),
                operation.subject(),
                operation.state(),
                operation.done(),
                operation.total(),
                operation.waitsFor(),
                operation.result(),
                operation.problem(),
                operation.startedBy(),
                operation.startedAt(),
                operation.endedAt());
    }
}
