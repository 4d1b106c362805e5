package dev.gantry.inventory.webhook.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gantry.inventory.webhook.model.Webhook;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A webhook and how far it has come; {@code position} is the number of the last event that it is done with. */
@Schema(name = "Webhook")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WebhookView(
        String name,
        long version,
        String url,
        List<String> types,
        List<String> hosts,
        @Nullable String secretRef,
        long position,
        int attempts,
        @Nullable Instant notBefore,
        @Nullable String lastStatus,
        long delivered,
        long givenUp) {

    static WebhookView of(Webhook webhook) {
        return new WebhookView(
                webhook.name(),
                webhook.version(),
                webhook.url(),
                webhook.filter().types(),
                webhook.filter().subjects(),
                webhook.secretRef(),
                webhook.position(),
                webhook.attempts(),
                webhook.notBefore(),
                webhook.lastStatus(),
                webhook.delivered(),
                webhook.givenUp());
    }
}
