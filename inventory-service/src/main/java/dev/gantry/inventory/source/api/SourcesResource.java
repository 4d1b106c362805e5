package dev.gantry.inventory.source.api;

import dev.gantry.inventory.source.flow.FetchOperationSource;
import dev.gantry.inventory.source.flow.SourceService;
import dev.gantry.inventory.source.model.FetchConsent;
import dev.gantry.inventory.source.model.Source;
import dev.gantry.kit.http.EntityTags;
import dev.gantry.kit.idempotency.Idempotent;
import dev.gantry.kit.operation.Operations;
import dev.gantry.kit.page.Page;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Git branches that the site's kayobe configuration is read from. */
@Path("/v1/sources")
@Tag(name = "sources")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SourcesResource {

    private final SourceService sources;

    SourcesResource(SourceService sources) {
        this.sources = sources;
    }

    /** What a person agrees to for this fetch alone. */
    @Schema(name = "SourceFetchRequest")
    public record FetchBody(
            @Schema(description = "This commit is taken although the branch's history was replaced")
            @Pattern(regexp = "[0-9a-f]{40}", message = "has to be the 40 digits of a commit")
            @Nullable
            String commit,

            @Schema(description = "Hosts that may change although the folder does not hold them") @Nullable
            List<@NotNull String> alsoChange,

            @Schema(description = "The source takes the place of the configuration that was imported before") @Nullable
            Boolean rebind,

            @Size(max = 500) @Nullable String reason) {

        FetchConsent consent() {
            return new FetchConsent(
                    commit, alsoChange == null ? Set.of() : Set.copyOf(alsoChange), Boolean.TRUE.equals(rebind));
        }
    }

    @GET
    @RolesAllowed("viewer")
    @Operation(summary = "List sources by name")
    public Page<SourceView> listSources() {
        return Page.whole(sources.all().stream().map(SourceView::of).toList());
    }

    @GET
    @Path("{name}")
    @RolesAllowed("viewer")
    @Operation(summary = "Show a source: the commit in force, the newest one, and why it is not in force")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SourceView.class)))
    public Response getSource(String name) {
        return tagged(sources.read(name));
    }

    @PUT
    @Path("{name}")
    @RolesAllowed("admin")
    @Operation(summary = "Name a source, or change it with If-Match; it is fetched at once")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SourceView.class)))
    public Response putSource(
            String name, @HeaderParam("If-Match") @Nullable String ifMatch, @NotNull @Valid SourceBody body) {
        return tagged(sources.put(name, body.request(), ifMatch));
    }

    @POST
    @Path("{name}/fetch")
    @RolesAllowed("operator")
    @Idempotent
    @Operation(summary = "Fetch now; what the body agrees to holds for this fetch alone")
    @APIResponse(
            responseCode = "202",
            description = "Accepted; Location leads to the operation",
            content = @Content(schema = @Schema(implementation = SourceView.class)))
    public Response fetchSource(String name, @Valid @Nullable FetchBody body) {
        Source asked = sources.fetch(name, body == null ? FetchConsent.NONE : body.consent());
        return Response.accepted(SourceView.of(asked))
                .location(Operations.location(FetchOperationSource.KIND, FetchOperationSource.key(asked)))
                .build();
    }

    @DELETE
    @Path("{name}")
    @RolesAllowed("admin")
    @Operation(summary = "Remove a source; what was imported stays")
    @APIResponse(responseCode = "204")
    public Response deleteSource(String name, @HeaderParam("If-Match") @Nullable String ifMatch) {
        sources.remove(name, ifMatch);
        return Response.noContent().build();
    }

    private static Response tagged(Source source) {
        return Response.ok(SourceView.of(source))
                .header("ETag", EntityTags.of(source.version()))
                .build();
    }
}
