package dev.gantry.imagebuilder.yaml;

import dev.gantry.kit.jinja.value.EvaluationException;
import dev.gantry.kit.jinja.value.JinjaExpression;
import dev.gantry.kit.python.UnsafeText;
import dev.gantry.kit.yaml.LimitedYaml;
import dev.gantry.kit.yaml.PlainScalar;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A file of variables as Ansible reads it: scalars of YAML 1.1, merged mappings, the last of two equal keys. What ansible-vault has sealed is
 * {@link JinjaExpression.Unset}, with the reason.
 */
final class AnsibleFile {

    private static final int MAX_VALUES = 200_000;
    private static final int MAX_ALIASES = 100;
    private static final String SEALED = "$ANSIBLE_VAULT;";

    private final YamlReader file;
    private final Map<Object, List<String>> doubled = new IdentityHashMap<>();
    private Map<String, @Nullable Object> variables = Map.of();
    private int count;

    private AnsibleFile(YamlReader file) {
        this.file = file;
    }

    /** @throws dev.gantry.imagebuilder.model.ProblemException with the line of what is not YAML */
    static AnsibleFile read(YamlReader file, String text) {
        AnsibleFile read = new AnsibleFile(file);
        read.variables = read.root(text);
        return read;
    }

    Map<String, @Nullable Object> variables() {
        return variables;
    }

    /** The keys that stand more than once in a mapping of this file. */
    List<String> doubled(Object mapping) {
        return doubled.getOrDefault(mapping, List.of());
    }

    private Map<String, @Nullable Object> root(String text) {
        if (text.startsWith(SEALED)) {
            throw file.invalid(
                    "body", "a file that ansible-vault has sealed", "the file as ansible-vault view shows it");
        }
        try {
            Iterator<Node> documents = LimitedYaml.documents(
                    LoadSettings.builder()
                            .setUseMarks(true)
                            .setAllowDuplicateKeys(true)
                            .setMaxAliasesForCollections(MAX_ALIASES)
                            .setCodePointLimit(file.largest())
                            .build(),
                    text);
            Node root = documents.hasNext() ? documents.next() : null;
            if (documents.hasNext()) {
                throw file.invalid("body", "more than one document", "one document, as Ansible reads it");
            }
            if (root instanceof MappingNode mapping) {
                return mapping(mapping);
            }
            throw file.invalid("body", root == null ? "nothing" : "no mapping at the top", "a mapping of variables");
        } catch (MarkedYamlEngineException e) {
            String line = e.getProblemMark()
                    .map(mark -> "line %d: ".formatted(mark.getLine() + 1))
                    .orElse("");
            throw file.invalid("body", line + e.getProblem(), "YAML");
        } catch (YamlEngineException e) {
            throw file.invalid(
                    "body", String.valueOf(e.getMessage()).lines().findFirst().orElse("no YAML"), "YAML");
        }
    }

    private @Nullable Object value(Node node) {
        if (++count > MAX_VALUES) {
            throw new YamlEngineException("more than %d values".formatted(MAX_VALUES));
        }
        if (node.getTag().getValue().startsWith("!vault")) {
            return new JinjaExpression.Unset(new EvaluationException(
                    "a value under !vault", "a value that is written out, or a looked-up file", file.next()));
        }
        return switch (node) {
            case MappingNode mapping -> mapping(mapping);
            case SequenceNode sequence -> {
                List<@Nullable Object> items = new ArrayList<>();
                sequence.getValue().forEach(item -> items.add(value(item)));
                yield items;
            }
            case ScalarNode scalar -> scalar(scalar);
            default -> throw new YamlEngineException("an anchor that leads nowhere");
        };
    }

    private Map<String, @Nullable Object> mapping(MappingNode mapping) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        Map<String, @Nullable Object> merged = new LinkedHashMap<>();
        List<String> twice = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw new YamlEngineException("a key that is no plain text");
            }
            String name = key.getValue();
            if (name.equals("<<") && key.getScalarStyle() == ScalarStyle.PLAIN) {
                merge(value(tuple.getValueNode()), merged);
            } else {
                if (values.containsKey(name)) {
                    twice.add(name);
                }
                values.put(name, value(tuple.getValueNode()));
            }
        }
        merged.forEach(values::putIfAbsent);
        if (!twice.isEmpty()) {
            doubled.put(values, List.copyOf(twice));
        }
        return values;
    }

    /** The first of several wins, and what is written beside them over all. */
    private static void merge(@Nullable Object given, Map<String, @Nullable Object> into) {
        if (given instanceof List<?> several) {
            several.forEach(one -> merge(one, into));
        } else if (given instanceof Map<?, ?> map) {
            map.forEach((key, value) -> into.putIfAbsent(String.valueOf(key), value));
        } else {
            throw new YamlEngineException("<< before what is no mapping");
        }
    }

    private static @Nullable Object scalar(ScalarNode node) {
        String text = node.getValue();
        String tag = node.getTag().getValue();
        if (tag.equals("!unsafe")) {
            return UnsafeText.of(text);
        }
        return node.getScalarStyle() != ScalarStyle.PLAIN || tag.startsWith("!") ? text : PlainScalar.value(text);
    }
}
