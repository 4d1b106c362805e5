package dev.gantry.inventory.api.variables;

import dev.gantry.inventory.model.variables.Group;
import dev.gantry.inventory.model.variables.Variables;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a PUT of a group takes. */
@Schema(name = "GroupSpec")
public record GroupBody(
        @Nullable List<String> children, @Nullable Map<String, Object> variables) {

    Group group(String name) {
        return new Group(
                name,
                children == null ? List.of() : children,
                variables == null ? Variables.none() : Variables.of(variables));
    }
}
