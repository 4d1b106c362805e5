package dev.gantry.kit.audit;

import dev.gantry.kit.page.Cursor;
import dev.gantry.kit.page.Page;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Who did what to what and why. */
@Path("/v1/audit")
@Tag(name = "audit")
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {

    private final AuditLog log;

    AuditResource(AuditLog log) {
        this.log = log;
    }

    /** Filters of the query. */
    public record Filters(
            @QueryParam("actor") @Nullable String actor,
            @QueryParam("action") @Nullable String action,
            @QueryParam("subject") @Nullable String subject,
            @QueryParam("from") @Nullable Instant from,
            @QueryParam("until") @Nullable Instant until) {}

    @GET
    @Blocking
    @RolesAllowed("viewer")
    @Operation(
            summary = "Changes that callers made, the newest first; subject is the beginning of a path such as"
                    + " /v1/hosts/computegpu000")
    public Page<AuditEntry> listAudit(
            @BeanParam Filters filters,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit) {
        AuditQuery query =
                new AuditQuery(filters.actor(), filters.action(), filters.subject(), filters.from(), filters.until());
        long below = cursor == null ? Long.MAX_VALUE : Cursor.number(cursor);
        return Page.of(log.newest(query, below, limit), limit, log.count(query), entry -> Long.toString(entry.id()));
    }
}
