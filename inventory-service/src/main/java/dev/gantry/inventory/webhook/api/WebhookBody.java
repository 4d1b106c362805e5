package dev.gantry.inventory.webhook.api;

import dev.gantry.inventory.webhook.flow.WebhookService;
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a PUT of a webhook takes. The secret never comes back. */
@Schema(name = "WebhookSpec")
public record WebhookBody(
        @NotBlank @Schema(examples = "https://portal.example.org/gantry")
        String url,

        @Schema(description = "Event types, may end in *; empty takes all") @Nullable
        List<String> types,

        @Schema(description = "Hosts, images or bundles; empty takes all") @Nullable
        List<String> hosts,

        @Schema(description = "Key of the HMAC signature, at least 16 characters; kept encrypted") @Nullable
        String secret,

        @Schema(description = "env:NAME or file:/path instead of the secret itself") @Nullable
        String secretRef) {

    WebhookService.Spec spec() {
        return new WebhookService.Spec(
                url, types == null ? List.of() : types, hosts == null ? List.of() : hosts, secret, secretRef);
    }

    @Override
    public String toString() {
        return "webhook to " + url;
    }
}
