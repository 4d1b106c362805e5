package dev.gantry.novaconfig.api;

import dev.gantry.kit.http.Problem;
import dev.gantry.kit.page.Cursor;
import dev.gantry.kit.page.Page;
import dev.gantry.novaconfig.flow.publish.RevisionQueries;
import dev.gantry.novaconfig.model.publish.Revision;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Lists of revisions, newest first. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "revisions")
@RolesAllowed("viewer")
public class HostRevisionsResource {

    private final RevisionQueries revisions;

    HostRevisionsResource(RevisionQueries revisions) {
        this.revisions = revisions;
    }

    @GET
    @Path("/hosts/{host}/revisions")
    @Operation(summary = "Revisions of a host, newest first")
    public Page<RevisionView> listHostRevisions(
            String host,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(200) int limit) {
        return page(host, cursor, limit);
    }

    @GET
    @Path("/site/revisions")
    @Operation(summary = "Revisions of the site, newest first")
    public Page<RevisionView> listSiteRevisions(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(200) int limit) {
        return page(Revision.SITE, cursor, limit);
    }

    private static int position(String cursor) {
        String number = Cursor.decode(cursor);
        if (!number.matches("\\d{1,9}")) {
            throw Problem.of(400, "cursor-malformed", "Cursor not readable", "Send the value of next as it was given.")
                    .asException();
        }
        return Integer.parseInt(number);
    }

    private Page<RevisionView> page(String scope, @Nullable String cursor, int limit) {
        int below = cursor == null ? Integer.MAX_VALUE : position(cursor);
        return revisions.page(scope, below, limit).map(RevisionView::of);
    }
}
