package dev.gantry.inventory.webhook.api;

import dev.gantry.inventory.flow.enrol.ChangeHost;
import dev.gantry.inventory.webhook.flow.WebhookService;
import dev.gantry.kit.page.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
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

/** Those who get events by HTTP. */
@Path("/v1/webhooks")
@Tag(name = "webhooks")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class WebhooksResource {

    private final WebhookService change;

    WebhooksResource(WebhookService change) {
        this.change = change;
    }

    @GET
    @RolesAllowed("admin")
    @Operation(summary = "List webhooks by name")
    public Page<WebhookView> listWebhooks() {
        return Page.whole(change.list().stream().map(WebhookView::of).toList());
    }

    @GET
    @Path("{name}")
    @RolesAllowed("admin")
    @Operation(summary = "Show a webhook and how far it has come")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = WebhookView.class)))
    public Response getWebhook(String name) {
        WebhookView view = WebhookView.of(change.find(name));
        return Response.ok(view).tag(Long.toString(view.version())).build();
    }

    @PUT
    @Path("{name}")
    @RolesAllowed("admin")
    @Operation(summary = "Register a webhook, or change it with If-Match; a new one gets the events from now on")
    @APIResponse(
            responseCode = "201",
            description = "Registered",
            content = @Content(schema = @Schema(implementation = WebhookView.class)))
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content = @Content(schema = @Schema(implementation = WebhookView.class)))
    public Response putWebhook(
            String name, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull WebhookBody body) {
        WebhookService.Stored stored = change.put(name, body.spec(), ifMatch);
        boolean isNew = stored.ending() == ChangeHost.Ending.CREATED;
        WebhookView view = WebhookView.of(stored.webhook());
        return (isNew ? Response.created(URI.create("/v1/webhooks/" + name)) : Response.ok())
                .tag(Long.toString(view.version()))
                .entity(view)
                .build();
    }

    @DELETE
    @Path("{name}")
    @RolesAllowed("admin")
    @Operation(summary = "Remove a webhook")
    @APIResponse(responseCode = "204")
    public Response deleteWebhook(String name, @HeaderParam("If-Match") @Nullable String ifMatch) {
        change.delete(name, ifMatch);
        return Response.noContent().build();
    }
}
