package dev.gantry.inventory.api.host;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gantry.inventory.flow.host.HostProblems;
import dev.gantry.inventory.model.desired.DesiredStateReader;
import dev.gantry.inventory.model.host.ApprovalPolicy;
import dev.gantry.inventory.model.host.HostSpec;
import dev.gantry.inventory.model.text.Violation;
import dev.gantry.inventory.model.variables.Variables;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a PUT of a host takes and a GET gives back in {@code spec}. Only what is sent is set; the rest has its default. */
@Schema(name = "HostSpec")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HostBody(
        @Schema(description = "IP address or host name; the host's own name when left out", examples = "10.0.0.7")
        @Nullable
        String address,

        @Schema(description = "SSH port", defaultValue = "22") @Nullable
        Integer port,

        @Schema(description = "Login with passwordless sudo", defaultValue = "stack") @Nullable
        String user,

        @Schema(
                description = "SHA-256 fingerprint of the SSH host key; without it nobody goes there",
                examples = "SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8")
        @Nullable
        String hostKey,

        @Schema(description = "Jump host as user@host:port|SHA256:...") @Nullable
        String jump,

        @Nullable List<String> groups,

        @Schema(description = "Variables of this host alone; they win over every group") @Nullable
        Map<String, Object> variables,

        @Nullable Desired desiredState,

        @Schema(description = "The guide's list of cards; the same as desiredState.vgpuDefinitions")
        @JsonProperty("vgpu_definitions")
        @Nullable
        Object definitions,

        @Nullable Driver driver,

        @Schema(
                description = "Whether a plan that reboots or removes devices waits for a person",
                defaultValue = "required",
                enumeration = {"required", "granted"})
        @Nullable
        String approval,

        @Schema(description = "Labels of a portal or a site, e.g. rack: r7; hosts are filtered by them") @Nullable
        Map<String, String> labels,

        @Schema(description = "Whatever else a portal keeps with the host; Gantry only stores it") @Nullable
        Map<String, Object> metadata) {

    /** What the host's cards shall be: slices as the guide writes them, or whole cards. */
    @Schema(name = "DesiredCards")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Desired(
            @Schema(description = "The guide's vgpu_definitions") @JsonAlias("vgpu_definitions") @Nullable
            Object vgpuDefinitions,

            @Schema(description = "PCI addresses, PCI ids or model names of cards that go whole to guests") @Nullable
            List<String> passthrough) {}

    /** The host driver. */
    @Schema(name = "Driver")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Driver(@Nullable String url, @Nullable String sha256) {}

    private static final Map<String, String> SHORT_FORMS = Map.of(
            DesiredStateReader.DEFINITIONS, "desiredState.vgpuDefinitions",
            DesiredStateReader.PASSTHROUGH, "desiredState.passthrough",
            DesiredStateReader.DRIVER_URL, "driver.url",
            DesiredStateReader.DRIVER_SHA256, "driver.sha256");

    /** @param name the address when none is given */
    HostSpec spec(String name) {
        HostSpec.Reach reach = new HostSpec.Reach(
                address == null ? name : address,
                port == null ? HostSpec.Reach.DEFAULT_PORT : port,
                user == null ? HostSpec.Reach.DEFAULT_USER : user,
                hostKey,
                jump);
        return new HostSpec(
                reach,
                groups == null ? List.of() : groups,
                own(),
                Variables.none(),
                policy(),
                new TreeMap<>(labels == null ? Map.of() : labels),
                metadata == null ? Map.of() : metadata);
    }

    private Variables own() {
        List<Violation> violations = new ArrayList<>();
        SortedMap<String, Object> own = new TreeMap<>(variables == null ? Map.of() : variables);
        if (definitions != null) {
            put(own, DesiredStateReader.DEFINITIONS, definitions, violations);
        }
        if (desiredState != null) {
            put(own, DesiredStateReader.DEFINITIONS, desiredState.vgpuDefinitions, violations);
            put(own, DesiredStateReader.PASSTHROUGH, desiredState.passthrough, violations);
        }
        if (driver != null) {
            put(own, DesiredStateReader.DRIVER_URL, driver.url, violations);
            put(own, DesiredStateReader.DRIVER_SHA256, driver.sha256, violations);
        }
        if (!violations.isEmpty()) {
            throw HostProblems.invalid("host-invalid", "Host not valid", violations);
        }
        return Variables.of(own);
    }

    private static void put(Map<String, Object> own, String name, @Nullable Object value, List<Violation> violations) {
        if (value != null && own.put(name, value) != null) {
            String field = SHORT_FORMS.getOrDefault(name, name);
            violations.add(Violation.of(
                    field,
                    "the same thing as " + name + " elsewhere in the body",
                    "one of both",
                    "Leave one of them out."));
        }
    }

    private ApprovalPolicy policy() {
        if (approval == null) {
            return ApprovalPolicy.REQUIRED;
        }
        for (ApprovalPolicy policy : ApprovalPolicy.values()) {
            if (policy.name().equalsIgnoreCase(approval)) {
                return policy;
            }
        }
        throw HostProblems.invalid(
                "host-invalid",
                "Host not valid",
                List.of(Violation.of(
                        "approval", approval, "required or granted", "Correct the field and send it again.")));
    }

    static HostBody of(HostSpec spec) {
        SortedMap<String, Object> variables = new TreeMap<>(spec.own().values());
        Object definitions = variables.remove(DesiredStateReader.DEFINITIONS);
        List<String> passthrough = texts(variables.remove(DesiredStateReader.PASSTHROUGH));
        String url = text(variables.remove(DesiredStateReader.DRIVER_URL));
        String sha256 = text(variables.remove(DesiredStateReader.DRIVER_SHA256));
        HostSpec.Reach reach = spec.reach();
        return new HostBody(
                reach.address(),
                reach.port(),
                reach.user(),
                reach.hostKey(),
                reach.jump(),
                spec.groups(),
                variables,
                definitions == null && passthrough == null ? null : new Desired(definitions, passthrough),
                null,
                url == null && sha256 == null ? null : new Driver(url, sha256),
                spec.approval().name().toLowerCase(Locale.ROOT),
                spec.labels().isEmpty() ? null : spec.labels(),
                spec.metadata().isEmpty() ? null : spec.metadata());
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static @Nullable List<String> texts(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : null;
    }
}
