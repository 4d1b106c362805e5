package dev.gantry.inventory.api.variables;

import dev.gantry.inventory.api.request.RequestParser;
import dev.gantry.inventory.api.request.YamlBodyReader;
import dev.gantry.inventory.flow.enrol.ChangeHost;
import dev.gantry.inventory.flow.host.HostQueries;
import dev.gantry.inventory.flow.variables.ChangeGroup;
import dev.gantry.inventory.model.host.Cause;
import dev.gantry.kit.page.Page;
import dev.gantry.kit.security.Actor;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Groups of hosts with children and variables, as Ansible has them. */
@Path("/v1/groups")
@Tag(name = "groups")
@Produces(MediaType.APPLICATION_JSON)
public class GroupsResource {

    private final ChangeGroup change;
    private final HostQueries read;
    private final Actor actor;

    GroupsResource(ChangeGroup change, HostQueries read, Actor actor) {
        this.change = change;
        this.read = read;
        this.actor = actor;
    }

    @GET
    @RolesAllowed("viewer")
    @Operation(summary = "List groups by name")
    public Page<GroupView> listGroups() {
        return Page.whole(read.groups().stream().map(GroupView::of).toList());
    }

    @GET
    @Path("{name}")
    @RolesAllowed("viewer")
    @Operation(summary = "Show a group; its ETag is for If-Match")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = GroupView.class)))
    public Response getGroup(String name) {
        return shown(Response.ok(), name);
    }

    @PUT
    @Path("{name}")
    @RolesAllowed("operator")
    @Consumes({MediaType.APPLICATION_JSON, YamlBodyReader.YAML, YamlBodyReader.X_YAML, YamlBodyReader.TEXT_YAML})
    @Operation(summary = "Define a group, or change it with If-Match; hosts that it reaches are inspected again")
    @APIResponse(
            responseCode = "201",
            description = "Defined",
            content = @Content(schema = @Schema(implementation = GroupView.class)))
    @APIResponse(
            responseCode = "200",
            description = "Changed, or as it was",
            content = @Content(schema = @Schema(implementation = GroupView.class)))
    public Response putGroup(String name, @HeaderParam("If-Match") @Nullable String ifMatch, GroupBody body) {
        ChangeGroup.Stored stored = change.put(
                RequestParser.body(body).group(name), ifMatch, new Cause(actor.name(), "PUT of group " + name));
        boolean isNew = stored.ending() == ChangeHost.Ending.CREATED;
        return shown(isNew ? Response.created(URI.create("/v1/groups/" + name)) : Response.ok(), name);
    }

    @DELETE
    @Path("{name}")
    @RolesAllowed("operator")
    @Operation(summary = "Remove a group that nothing names")
    @APIResponse(responseCode = "204")
    public Response deleteGroup(String name, @HeaderParam("If-Match") @Nullable String ifMatch) {
        change.delete(name, ifMatch);
        return Response.noContent().build();
    }

    private Response shown(Response.ResponseBuilder response, String name) {
        HostQueries.GroupView view = read.group(name);
        return response.tag(Long.toString(view.version()))
                .entity(GroupView.of(view))
                .build();
    }
}
