package dev.gantry.inventory.api.planner;

import dev.gantry.gpu.planner.RetypePolicy;
import dev.gantry.inventory.api.request.RequestParser;
import dev.gantry.inventory.flow.host.HostListQuery;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is asked of the planner: one card of a model, or hosts. */
public record PlannerRequest(
        @NotBlank
        @Size(max = 2000)
        @Schema(
                description = "Types with counts, by name, number or resource class",
                examples = "A100D-2-20C x3 + A100D-1-10C x1")
        String demand,

        @Schema(description = "One empty card of this model; leave out to plan over hosts", examples = "A100D")
        @Nullable
        String card,

        @Schema(description = "Which hosts; leave out for all") @Nullable
        Hosts hosts,

        @Schema(description = "Hosts that are thought away") @Nullable
        List<String> without,

        @Schema(
                description = "Which cards that carry something else may be cut anew: never, without-guests or any",
                defaultValue = "without-guests",
                enumeration = {"never", "without-guests", "any"})
        @Nullable
        String retype) {

    /** Hosts that fulfil all of these. */
    @Schema(name = "PlannerHosts")
    public record Hosts(
            @Nullable List<String> names,
            @Nullable String group,

            @Schema(description = "A model such as A100D, or a PCI product id") @Nullable
            String card,

            @Nullable Map<String, String> labels) {

        HostListQuery.Selection selection() {
            return new HostListQuery.Selection(
                    null,
                    group,
                    RequestParser.products(card),
                    null,
                    Objects.requireNonNullElse(labels, Map.of()),
                    names);
        }
    }

    HostListQuery.Selection selection() {
        return hosts == null ? new HostListQuery.Selection(null, null, null, null, Map.of(), null) : hosts.selection();
    }

    List<String> away() {
        return Objects.requireNonNullElse(without, List.of());
    }

    RetypePolicy policy() {
        String word = Objects.requireNonNullElse(retype, "without-guests");
        return RequestParser.enumOf(RetypePolicy.class, "retype", word);
    }
}
