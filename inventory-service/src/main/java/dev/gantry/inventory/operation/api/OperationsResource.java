package dev.gantry.inventory.operation.api;

import dev.gantry.inventory.operation.flow.OperationService;
import dev.gantry.inventory.operation.model.LongOperation;
import dev.gantry.kit.http.Cursor;
import dev.gantry.kit.http.Page;
import dev.gantry.kit.http.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Work that takes longer than a call. */
@Path("/v1/operations")
@Tag(name = "operations")
@Produces(MediaType.APPLICATION_JSON)
public class OperationsResource {

    private final OperationService operations;

    OperationsResource(OperationService operations) {
        this.operations = operations;
    }

    @GET
    @RolesAllowed("viewer")
    @Operation(summary = "List long operations, the newest first")
    public Page<OperationView> listOperations(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit) {
        int after = cursor == null ? 0 : position(Cursor.decode(cursor));
        List<LongOperation> found = operations.newest(after, limit);
        Page<LongOperation> page = Page.of(found, limit, last -> Integer.toString(after + limit));
        return new Page<>(page.items().stream().map(OperationView::of).toList(), page.next());
    }

    @GET
    @Path("{id}")
    @RolesAllowed("viewer")
    @Operation(summary = "Show how far a long operation is")
    public OperationView getOperation(String id) {
        return OperationView.of(operations.find(uuid(id)));
    }

    @POST
    @Path("{id}/cancel")
    @RolesAllowed("operator")
    @Operation(summary = "Cancel a long operation; what it did to single hosts stays")
    public OperationView cancelOperation(String id) {
        return OperationView.of(operations.cancel(uuid(id)));
    }

    private static int position(String text) {
        if (text.matches("\\d{1,7}")) {
            return Integer.parseInt(text);
        }
        throw Problem.of(400, "cursor-malformed", "Cursor not readable", "Send the value of next as it was given.")
                .asException();
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw OperationService.notFound(text);
        }
    }
}
