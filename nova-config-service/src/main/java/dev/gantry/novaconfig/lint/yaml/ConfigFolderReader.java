package dev.gantry.novaconfig.lint.yaml;

import dev.gantry.kit.yaml.LimitedYaml;
import dev.gantry.novaconfig.lint.model.LintFinding;
import dev.gantry.novaconfig.lint.model.folder.ConfigFolder;
import dev.gantry.novaconfig.lint.model.folder.YamlTree;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Sorts the files of a kayobe configuration by what they are, and reads each. What cannot be read is a lint, not a failure. */
public final class ConfigFolderReader {

    private ConfigFolderReader() {}

    /** @param files text by path */
    public static ConfigFolder read(Map<String, String> files) {
        Map<String, String> confs = new TreeMap<>();
        Map<String, YamlTree> yamls = new TreeMap<>();
        Map<String, String> inventories = new TreeMap<>();
        List<LintFinding> unreadable = new ArrayList<>();
        files.forEach((path, text) -> {
            boolean vars = path.contains("group_vars/") || path.contains("host_vars/");
            boolean yaml = path.endsWith(".yml") || path.endsWith(".yaml") || vars;
            if (path.endsWith(".conf")) {
                // Other services' files follow other rules.
                if (path.contains("nova") || path.endsWith("global.conf")) {
                    confs.put(path, text);
                }
            } else if (yaml) {
                tree(path, text, unreadable).ifPresent(t -> yamls.put(path, t));
            } else if (isInventory(path)) {
                inventories.put(path, text);
            }
        });
        return new ConfigFolder(new TreeMap<>(confs), new TreeMap<>(yamls), new TreeMap<>(inventories), unreadable);
    }

    /** Below {@code kolla/inventory} stand templates of kolla-ansible's own inventory, with groups that are not kayobe's. */
    private static boolean isInventory(String path) {
        boolean inFolder = path.startsWith("inventory/") || path.contains("/inventory/");
        return inFolder && !path.contains("kolla/inventory/") && !path.endsWith(".j2");
    }

    /** Many files below {@code kolla} are templates that are YAML only once they are rendered. */
    private static boolean isTemplate(String text) {
        return text.contains("{%");
    }

    private static Optional<YamlTree> tree(String path, String text, List<LintFinding> unreadable) {
        if (text.startsWith("$ANSIBLE_VAULT")) {
            return Optional.empty();
        }
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setLabel(path)
                    .setAllowDuplicateKeys(true)
                    .build();
            Iterator<Node> documents = LimitedYaml.documents(settings, text);
            return documents.hasNext() ? Optional.of(tree(documents.next())) : Optional.empty();
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(Mark::getLine).orElse(0) + 1;
            if (!isTemplate(text)) {
                unreadable.add(broken(path, text, line, e.getProblem()));
            }
            return Optional.empty();
        } catch (YamlEngineException e) {
            if (!isTemplate(text)) {
                unreadable.add(
                        new LintFinding(path, 1, "yaml-malformed", "this is not YAML.", "Check it with yamllint."));
            }
            return Optional.empty();
        }
    }

    /** A key at the depth of the list above it is the guide's own slip: the security group stands inside its list of rules. */
    private static LintFinding broken(String path, String text, int line, String problem) {
        List<String> lines = text.lines().toList();
        String at = line <= lines.size() ? lines.get(line - 1) : "";
        int depth = at.length() - at.stripLeading().length();
        boolean key = at.strip().matches("[\\w.-]+:.*");
        boolean inList = lines.subList(0, Math.min(line - 1, lines.size())).stream()
                .anyMatch(l -> l.startsWith(" ".repeat(depth) + "- "));
        if (key && depth > 0 && inList) {
            String name = at.strip().substring(0, at.strip().indexOf(':'));
            return new LintFinding(
                    path,
                    line,
                    "yaml-indent",
                    name + " stands at the depth of the list items above it.",
                    "Move it and what belongs to it left, to the depth of the key that holds the list.");
        }
        return new LintFinding(
                path,
                line,
                "yaml-malformed",
                "this is not YAML: " + problem + ".",
                "Check the line and the one above it.");
    }

    private static YamlTree tree(Node node) {
        int line = node.getStartMark().map(Mark::getLine).orElse(0) + 1;
        if (node.isRecursive()) {
            return new YamlTree.Scalar("", line);
        }
        if (node instanceof MappingNode map) {
            return new YamlTree.Fields(
                    map.getValue().stream()
                            .map(t -> new YamlTree.Field(
                                    text(t.getKeyNode()),
                                    t.getKeyNode()
                                                    .getStartMark()
                                                    .map(Mark::getLine)
                                                    .orElse(0)
                                            + 1,
                                    tree(t.getValueNode())))
                            .toList(),
                    line);
        }
        if (node instanceof SequenceNode list) {
            return new YamlTree.Items(
                    list.getValue().stream().map(ConfigFolderReader::tree).toList(), line);
        }
        return new YamlTree.Scalar(text(node), line);
    }

    private static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }
}
