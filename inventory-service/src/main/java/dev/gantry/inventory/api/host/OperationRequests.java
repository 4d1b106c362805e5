package dev.gantry.inventory.api.host;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The bodies of orders to a host. */
final class OperationRequests {

    private static final int LONGEST = 500;

    private OperationRequests() {}

    /** An order that may come without a word. */
    @Schema(name = "Order")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Plain(@Size(max = LONGEST) @Nullable String reason) {}

    /** An order that must say why; the reason is kept in the history. */
    @Schema(name = "ReasonedOrder")
    public record Reasoned(@NotBlank @Size(max = LONGEST) String reason) {}

    /** A yes to one plan. {@code overrideReason} only where devices shall go although a guest uses them. */
    @Schema(name = "ApprovalOrder")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Yes(
            @NotBlank String digest,
            @NotBlank @Size(max = LONGEST) String reason,
            @Size(max = LONGEST) @Nullable String overrideReason) {}

    static String why(@Nullable Plain order) {
        return order == null || order.reason() == null || order.reason().isBlank() ? "by order" : order.reason();
    }
}
