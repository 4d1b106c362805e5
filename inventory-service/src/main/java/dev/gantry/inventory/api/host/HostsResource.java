package dev.gantry.inventory.api.host;

import dev.gantry.contracts.inspection.Plan;
import dev.gantry.inventory.api.request.RequestParser;
import dev.gantry.inventory.api.request.YamlBodyReader;
import dev.gantry.inventory.flow.enrol.ChangeHost;
import dev.gantry.inventory.flow.host.HostQueries;
import dev.gantry.inventory.model.host.Cause;
import dev.gantry.inventory.model.host.HistoryEntry;
import dev.gantry.inventory.model.host.Host;
import dev.gantry.kit.page.Page;
import dev.gantry.kit.security.Actor;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Hosts: their desired state and what is known of them. */
@Path("/v1/hosts")
@Tag(name = "hosts")
@Produces(MediaType.APPLICATION_JSON)
public class HostsResource {

    private final ChangeHost change;
    private final HostQueries read;
    private final Actor actor;

    HostsResource(ChangeHost change, HostQueries read, Actor actor) {
        this.change = change;
        this.read = read;
        this.actor = actor;
    }

    @GET
    @RolesAllowed("viewer")
    @Operation(summary = "List hosts")
    public Page<HostSummary> listHosts(@Valid @BeanParam HostQuery query) {
        return read.hosts(query.read()).map(HostSummary::of);
    }

    @GET
    @Path("{name}")
    @RolesAllowed("viewer")
    @Operation(summary = "Show a host; its ETag is for If-Match and changes with what can be edited")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = HostView.class)))
    public Response getHost(String name) {
        HostQueries.HostAndDevices found = read.hostAndDevices(name);
        return shown(Response.ok(), found.host(), found.devices());
    }

    @PUT
    @Path("{name}")
    @RolesAllowed("operator")
    @Consumes({MediaType.APPLICATION_JSON, YamlBodyReader.YAML, YamlBodyReader.X_YAML, YamlBodyReader.TEXT_YAML})
    @Operation(summary = "Enrol a host, or change it with If-Match; it is inspected at once when its key is pinned")
    @APIResponse(
            responseCode = "201",
            description = "Enrolled",
            content = @Content(schema = @Schema(implementation = HostView.class)))
    @APIResponse(
            responseCode = "200",
            description = "Changed, or as it was",
            content = @Content(schema = @Schema(implementation = HostView.class)))
    public Response putHost(String name, @HeaderParam("If-Match") @Nullable String ifMatch, HostBody body) {
        HostBody sent = RequestParser.body(body);
        ChangeHost.Stored stored = change.put(name, sent.spec(name), ifMatch, new Cause(actor.name(), "PUT"));
        return shown(
                stored.ending() == ChangeHost.Ending.CREATED
                        ? Response.created(URI.create("/v1/hosts/" + name))
                        : Response.ok(),
                stored.host(),
                HostQueries.offered(stored.devices()));
    }

    @DELETE
    @Path("{name}")
    @RolesAllowed("operator")
    @Operation(summary = "Forget a retired host")
    @APIResponse(responseCode = "204")
    public Response deleteHost(String name, @HeaderParam("If-Match") @Nullable String ifMatch) {
        change.delete(name, ifMatch);
        return Response.noContent().build();
    }

    @GET
    @Path("{name}/desired-state")
    @RolesAllowed("viewer")
    @Operation(
            summary = "Show what counts for a host: each variable with its source, and the desired state that follows")
    public HostQueries.EffectiveState getDesiredState(String name) {
        return read.desiredState(name);
    }

    @GET
    @Path("{name}/history")
    @RolesAllowed("viewer")
    @Operation(summary = "Show what happened to a host, newest first")
    public Page<HistoryEntry> getHistory(
            String name,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit) {
        return read.history(name, cursor, limit);
    }

    @GET
    @Path("{name}/facts")
    @RolesAllowed("viewer")
    @Operation(summary = "Show what the last inspection found")
    public FactsView getFacts(String name) {
        HostQueries.Inspected inspection = read.inspection(name);
        return new FactsView(inspection.at(), inspection.facts());
    }

    @GET
    @Path("{name}/plan")
    @RolesAllowed("viewer")
    @Operation(summary = "Show what would be changed; approve it by its digest")
    public PlanView getPlan(String name) {
        Plan plan = read.plan(name);
        return new PlanView(plan.digest(), plan.disruptive(), plan.changes(), plan.blockers(), plan.text());
    }

    private static Response shown(Response.ResponseBuilder response, Host host, HostQueries.OfferedDevices devices) {
        return response.tag(Long.toString(host.work().edited()))
                .entity(HostView.of(host, devices))
                .build();
    }
}
