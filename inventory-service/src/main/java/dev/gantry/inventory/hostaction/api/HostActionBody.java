package dev.gantry.inventory.hostaction.api;

import dev.gantry.inventory.api.request.RequestParser;
import dev.gantry.inventory.flow.host.HostListQuery;
import dev.gantry.inventory.hostaction.model.HostAction;
import dev.gantry.inventory.hostaction.model.HostActionRequest;
import dev.gantry.inventory.model.host.Cause;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is to be done to which hosts, and why. */
@Schema(name = "HostActionRequest")
public record HostActionBody(
        @NotNull HostAction action,
        @NotNull @Valid Selection selection,
        @NotBlank @Size(max = 500) String reason,

        @Schema(description = "For APPROVE: by host, the digest of the plan that is agreed to") @Nullable
        Map<String, @NotNull String> digests,

        @Schema(description = "For LABEL: labels to set") @Nullable
        Map<String, @NotNull String> setLabels,

        @Schema(description = "For LABEL: names of labels to remove") @Nullable
        List<@NotNull String> removeLabels) {

    /** The filters of GET /v1/hosts, and names; what is left out filters nothing. All hosts are meant by the group {@code all}. */
    @Schema(name = "HostSelection")
    public record Selection(
            @Nullable List<@NotBlank String> names,
            @Nullable String state,
            @Nullable String group,
            @Nullable String card,
            @Nullable String flag,

            @Schema(description = "name=value, or name") @Nullable
            List<@NotNull String> labels) {

        /** Those that are named are meant also when there are none of that name: each gets its result. */
        public @Nullable List<String> namesAlone() {
            return isFiltered()
                    ? null
                    : names == null ? List.of() : names.stream().distinct().toList();
        }

        private boolean isFiltered() {
            return !(state == null && group == null && card == null && flag == null && labels == null);
        }

        public HostListQuery.Selection selection() {
            return new HostListQuery.Selection(
                    RequestParser.state(state),
                    group,
                    RequestParser.products(card),
                    RequestParser.flag(flag),
                    RequestParser.labels(labels == null ? List.of() : labels),
                    names);
        }
    }

    HostActionRequest request(List<String> hosts, String who) {
        return new HostActionRequest(
                action,
                hosts,
                digests == null ? Map.of() : digests,
                setLabels == null ? Map.of() : setLabels,
                removeLabels == null ? List.of() : removeLabels,
                new Cause(who, reason));
    }
}
