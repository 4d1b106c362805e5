package dev.gantry.inventory.yaml;

import dev.gantry.inventory.model.text.Violation;
import dev.gantry.inventory.model.text.YamlResult;
import dev.gantry.kit.python.UnsafeText;
import dev.gantry.kit.yaml.PlainScalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Turns the nodes of one file into plain values with their lines. */
final class YamlNodeValues {

    private static final int MAX_DEPTH = 50;
    private static final int MAX_VALUES = 200_000;
    // 0000:17:00.0 without quotes: YAML 1.1 takes it for a number to the base of 60
    private static final Pattern SEXAGESIMAL = Pattern.compile("[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\\.[0-9_]*)?");

    private final String file;
    private final Map<String, Integer> lines = new HashMap<>();
    private final List<String> sealed = new ArrayList<>();
    private final List<Violation> doubtful = new ArrayList<>();
    private int count;

    YamlNodeValues(String file) {
        this.file = file;
    }

    YamlResult read(MappingNode root) {
        Map<String, Object> values = mapping(root, "", 0);
        return new YamlResult.Read(values, lines, sealed, doubtful);
    }

    boolean isNull(Node node) {
        return node instanceof ScalarNode scalar
                && scalar.getScalarStyle() == ScalarStyle.PLAIN
                && PlainScalar.value(scalar.getValue()) == null;
    }

    private @Nullable Object value(Node node, String path, int depth) {
        if (depth > MAX_DEPTH || ++count > MAX_VALUES) {
            throw new YamlEngineException("nested too deeply or too large");
        }
        remember(path, node);
        return switch (node) {
            case MappingNode mapping -> mapping(mapping, path, depth);
            case SequenceNode sequence -> {
                List<@Nullable Object> items = new ArrayList<>();
                for (Node item : sequence.getValue()) {
                    items.add(value(item, path + "[" + items.size() + "]", depth + 1));
                }
                yield items;
            }
            case ScalarNode scalar -> scalar(scalar, path);
            default -> throw new YamlEngineException("an anchor that leads nowhere");
        };
    }

    private Map<String, Object> mapping(MappingNode mapping, String path, int depth) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw new YamlEngineException("a key that is no plain text");
            }
            String name = key.getValue();
            String at = path.isEmpty() ? name : path + "." + name;
            if (name.equals("<<")
                    && tuple.getKeyNode() instanceof ScalarNode plain
                    && plain.getScalarStyle() == ScalarStyle.PLAIN) {
                merge(value(tuple.getValueNode(), at, depth + 1), values);
                continue;
            }
            if (!seen.add(name)) {
                doubt(at, name + " twice", YamlResult.Read.ONCE, "Ansible takes the last one, and so did Gantry.", key);
            }
            if (isSealed(tuple.getValueNode())) {
                remember(at, key);
                sealed.add(at);
            } else {
                values.put(name, value(tuple.getValueNode(), at, depth + 1));
                remember(at, key);
            }
        }
        return values;
    }

    /** The first of several wins, and what is written beside them over all. */
    private static void merge(@Nullable Object merged, Map<String, @Nullable Object> into) {
        if (merged instanceof List<?> several) {
            several.forEach(one -> merge(one, into));
        } else if (merged instanceof Map<?, ?> map) {
            map.forEach((k, v) -> into.putIfAbsent(String.valueOf(k), v));
        }
    }

    private void remember(String path, Node node) {
        node.getStartMark().ifPresent(mark -> lines.put(path, mark.getLine() + 1));
    }

    private static boolean isSealed(Node node) {
        String tag = node.getTag().getValue();
        return tag.equals("!vault") || tag.equals("!vault-encrypted");
    }

    private @Nullable Object scalar(ScalarNode node, String path) {
        String text = node.getValue();
        switch (node.getTag().getValue()) {
            case "!unsafe":
                return UnsafeText.of(text);
            case "tag:yaml.org,2002:int", "tag:yaml.org,2002:float", "tag:yaml.org,2002:bool", "tag:yaml.org,2002:null":
                return PlainScalar.value(text);
            default:
                break;
        }
        if (node.getScalarStyle() != ScalarStyle.PLAIN || isText(node)) {
            return text;
        }
        if (SEXAGESIMAL.matcher(text).matches()) {
            String next = "Ansible reads it as a number; Gantry took it as text. Quote it.";
            doubt(path, text, "the value in quotes", next, node);
        }
        return PlainScalar.value(text);
    }

    /** By a tag of its own. */
    private static boolean isText(ScalarNode node) {
        return node.getTag().getValue().startsWith("!");
    }

    private void doubt(String path, String found, String expected, String fix, Node node) {
        Integer line = node.getStartMark().map(m -> m.getLine() + 1).orElse(null);
        doubtful.add(Violation.of(path, found, expected, fix).in(file, line));
    }
}
