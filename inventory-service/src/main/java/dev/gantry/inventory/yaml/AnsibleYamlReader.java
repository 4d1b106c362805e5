package dev.gantry.inventory.yaml;

import dev.gantry.inventory.model.text.Violation;
import dev.gantry.inventory.model.text.YamlReader;
import dev.gantry.inventory.model.text.YamlResult;
import dev.gantry.kit.yaml.LimitedYaml;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Iterator;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a file of variables as Ansible does (YAML 1.1 scalars, vault values left out) and remembers the line of each value. */
@ApplicationScoped
public class AnsibleYamlReader implements YamlReader {

    private static final int MAX_BYTES = 4 * 1024 * 1024;
    private static final int MAX_ALIASES = 100;

    @Override
    public YamlResult read(String file, String text) {
        if (text.startsWith("$ANSIBLE_VAULT;")) {
            return new YamlResult.Sealed();
        }
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setLabel(file)
                    .setUseMarks(true)
                    .setAllowDuplicateKeys(true)
                    .setMaxAliasesForCollections(MAX_ALIASES)
                    .setCodePointLimit(MAX_BYTES)
                    .build();
            Iterator<Node> documents = LimitedYaml.documents(settings, text);
            return documents.hasNext() ? document(file, documents) : empty();
        } catch (MarkedYamlEngineException e) {
            return malformed(file, e.getProblem(), e.getProblemMark());
        } catch (YamlEngineException e) {
            return malformed(file, String.valueOf(e.getMessage()), Optional.empty());
        }
    }

    private static YamlResult document(String file, Iterator<Node> documents) {
        Node root = documents.next();
        if (documents.hasNext()) {
            return malformed(file, "more than one document", documents.next().getStartMark());
        }
        YamlNodeValues values = new YamlNodeValues(file);
        if (root instanceof MappingNode mapping) {
            return values.read(mapping);
        }
        return values.isNull(root) ? empty() : unnamed(file, root.getStartMark());
    }

    private static YamlResult unnamed(String file, Optional<Mark> mark) {
        Violation violation = Violation.of(
                "yaml", "no mapping at the top", "a YAML mapping of variables", "Correct the file, or leave it out.");
        return new YamlResult.Unnamed(
                violation.in(file, mark.map(m -> m.getLine() + 1).orElse(null)));
    }

    private static YamlResult empty() {
        return new YamlResult.Read(java.util.Map.of(), java.util.Map.of(), java.util.List.of(), java.util.List.of());
    }

    private static YamlResult malformed(String file, String found, Optional<Mark> mark) {
        Integer line = mark.map(m -> m.getLine() + 1).orElse(null);
        return new YamlResult.Malformed(
                Violation.of("yaml", found, "a YAML mapping of variables", "Correct the file at this line.")
                        .in(file, line));
    }
}
