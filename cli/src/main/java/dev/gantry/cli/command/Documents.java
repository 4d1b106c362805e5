package dev.gantry.cli.command;

import dev.gantry.cli.call.Call;
import dev.gantry.cli.call.Operation;
import dev.gantry.cli.output.Node;
import dev.gantry.cli.output.Yaml;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Documents that a person writes in YAML or JSON, for services that take JSON alone. */
final class Documents {
    private Documents() {}

    static Call put(Operation operation, String name, String text) {
        Node document = Yaml.read(text); // JSON is YAML
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        document.members().forEach((member, value) -> body.put(member, value.value()));
        return Call.of(operation, name).json(body);
    }
}
