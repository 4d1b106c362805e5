package dev.gantry.inventory.api.host;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The bodies of operations on a host. */
final class OperationRequests {

    private static final int LONGEST = 500;

    private OperationRequests() {}

    /** An operation that may come without a reason. */
    @Schema(name = "OperationRequest")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Plain(@Size(max = LONGEST) @Nullable String reason) {}

    /** An operation that must say why; the reason is kept in the history. */
    @Schema(name = "ReasonedRequest")
    public record Reasoned(@NotBlank @Size(max = LONGEST) String reason) {}

    /** The approval of one plan. {@code overrideReason} only where devices shall go although a guest uses them. */
    @Schema(name = "ApprovalRequest")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Approve(
            @NotBlank String digest,
            @NotBlank @Size(max = LONGEST) String reason,
            @Size(max = LONGEST) @Nullable String overrideReason) {}

    static String why(@Nullable Plain request) {
        return request == null || request.reason() == null || request.reason().isBlank()
                ? "by order"
                : request.reason();
    }
}
