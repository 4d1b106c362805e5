package dev.gantry.imagebuilder.yaml;

import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.Violation;
import dev.gantry.kit.yaml.LimitedYaml;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads a YAML file of one kind; what is not of that kind is refused, with its path in the file.
 *
 * @param reason of the problem, e.g. {@code driver-catalog-invalid}
 * @param title of the problem
 * @param next what its sender can do
 * @param largest length in characters
 */
public record YamlReader(String reason, String title, String next, int largest) {

    /** A value that only Ansible can read, by its tag: {@code !vault}. */
    public record Unreadable(String tag) {

        @Override
        public String toString() {
            return tag;
        }
    }

    private static final Map<Tag, ConstructNode> TAGS =
            Map.of(new Tag("!vault"), node -> new Unreadable("!vault"), new Tag("!unsafe"), YamlReader::plain);

    private static Object plain(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : new Unreadable("!unsafe");
    }

    /** The mapping at the top. */
    public Map<?, ?> read(String yaml) {
        try {
            return map(
                    LimitedYaml.load(
                            LoadSettings.builder()
                                    .setCodePointLimit(largest)
                                    .setTagConstructors(TAGS)
                                    .build(),
                            yaml),
                    "body");
        } catch (YamlEngineException e) {
            throw invalid(
                    "body", String.valueOf(e.getMessage()).lines().findFirst().orElse("no YAML"), "YAML");
        }
    }

    public Map<?, ?> map(@Nullable Object value, String path) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw invalid(path, String.valueOf(value), "a mapping");
    }

    /** What is not there is an empty list. */
    public List<?> list(@Nullable Object value, String path) {
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        throw invalid(path, String.valueOf(value), "a list");
    }

    public ProblemException invalid(String path, String found, String expected) {
        return ProblemException.invalid(reason, title, new Violation(path, found, expected, next));
    }
}
