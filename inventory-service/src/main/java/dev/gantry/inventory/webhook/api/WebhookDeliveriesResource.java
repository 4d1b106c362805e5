package dev.gantry.inventory.webhook.api;

import dev.gantry.inventory.webhook.flow.WebhookDeliveries;
import dev.gantry.inventory.webhook.model.WebhookDelivery;
import dev.gantry.kit.page.Cursor;
import dev.gantry.kit.page.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
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
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What was sent to a receiver, and sending it again. */
@Path("/v1/webhooks/{name}")
@Tag(name = "webhooks")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class WebhookDeliveriesResource {

    private final WebhookDeliveries deliveries;

    WebhookDeliveriesResource(WebhookDeliveries deliveries) {
        this.deliveries = deliveries;
    }

    @GET
    @Path("deliveries")
    @RolesAllowed("admin")
    @Operation(summary = "List what was sent to a webhook, the newest first; kept for 30 days")
    public Page<WebhookDeliveryView> listDeliveries(
            String name,
            @QueryParam("outcome") WebhookDelivery.@Nullable Outcome outcome,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit) {
        UUID below = cursor == null ? null : Cursor.uuid(cursor);
        return deliveries.newest(name, outcome, below, limit).map(WebhookDeliveryView::of);
    }

    @POST
    @Path("test")
    @RolesAllowed("admin")
    @Operation(summary = "Send a test event (dev.gantry.webhook.test.v1) now and tell what the receiver answered")
    public WebhookDeliveryView testWebhook(String name) throws InterruptedException {
        return WebhookDeliveryView.of(deliveries.test(name));
    }

    @POST
    @Path("deliveries/{id}/redeliver")
    @RolesAllowed("admin")
    @Operation(summary = "Send the event of an earlier delivery again now and tell what the receiver answered")
    public WebhookDeliveryView redeliver(String name, UUID id) throws InterruptedException {
        return WebhookDeliveryView.of(deliveries.redeliver(name, id));
    }
}
