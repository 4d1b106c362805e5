package dev.gantry.novaconfig.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gantry.novaconfig.model.finding.Finding;
import dev.gantry.novaconfig.model.flavor.Flavor;
import dev.gantry.novaconfig.model.flavor.Flavor.Access;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A flavor in the guide's field names. RAM in MiB, disk in GB. {@code source} and {@code findings} are only answered. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FlavorDocument(
        @Nullable String name,
        @Min(1) @Max(100_000_000) int ram,
        @Min(0) @Max(1_000_000) int disk,
        @Min(1) @Max(4096) int vcpus,
        @JsonProperty("is_public") @Nullable Boolean isPublic,
        @Nullable List<String> project,
        @JsonProperty("extra_specs") @Nullable Map<String, Object> extraSpecs,
        @Nullable String source,
        @Nullable List<Finding> findings) {

    static FlavorDocument of(Flavor f, long version, List<Finding> findings) {
        return new FlavorDocument(
                f.name(),
                f.size().ramMib(),
                f.size().diskGb(),
                f.size().vcpus(),
                f.access() == Access.PUBLIC,
                f.projects(),
                new LinkedHashMap<>(f.extraSpecs()),
                version == 0 ? "derived" : "defined",
                findings);
    }

    /** YAML and JSON numbers and truths become the text that Nova stores. */
    Flavor flavor(String named) {
        Map<String, String> specs = new LinkedHashMap<>();
        if (extraSpecs != null) {
            extraSpecs.forEach((key, value) ->
                    specs.put(key, value instanceof Boolean b ? (b ? "True" : "False") : String.valueOf(value)));
        }
        Access access = Boolean.FALSE.equals(isPublic) ? Access.PRIVATE : Access.PUBLIC;
        return new Flavor(
                named, new Flavor.Size(ram, disk, vcpus), access, project == null ? List.of() : project, specs);
    }
}
