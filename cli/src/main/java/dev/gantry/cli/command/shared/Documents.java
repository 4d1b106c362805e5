package dev.gantry.cli.command.shared;

import dev.gantry.cli.call.Call;
import dev.gantry.cli.call.Operation;
import dev.gantry.cli.output.Node;
import dev.gantry.cli.output.Yaml;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Documents that a person writes in YAML or JSON. */
final class Documents {
    /** These take YAML by Ansible's rules, which are not ours to apply. */
    private static final Set<Operation> TAKE_YAML = EnumSet.of(Operation.HOST_PUT, Operation.GROUP_PUT);

    /** Samples: {@code "secret":"s3"}, {@code password: s3}. */
    private static final Pattern SECRET =
            Pattern.compile("(\"?\\b(?:secret|password|token)\"?\\s*:\\s*)(\"(?:[^\"\\\\]|\\\\.)*\"|[^\\s,}]+)");

    private Documents() {}

    static Call put(Operation operation, String name, String text) {
        if (TAKE_YAML.contains(operation)) {
            String mediaType = text.stripLeading().startsWith("{") ? "application/json" : "application/yaml";
            return Call.of(operation, name).body(new Call.Body.Text(mediaType, text));
        }
        Node document = Yaml.read(text); // JSON is YAML
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        document.members().forEach((member, value) -> body.put(member, value.value()));
        return Call.of(operation, name).json(body);
    }

    /** The text with no secret in it, to be shown. */
    static String shown(String text) {
        return SECRET.matcher(text).replaceAll("$1***");
    }
}
