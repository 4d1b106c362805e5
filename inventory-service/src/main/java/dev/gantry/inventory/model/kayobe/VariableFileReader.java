package dev.gantry.inventory.model.kayobe;

import dev.gantry.inventory.model.ansible.ReadingNotes;
import dev.gantry.inventory.model.text.Violation;
import dev.gantry.inventory.model.text.YamlReader;
import dev.gantry.inventory.model.text.YamlResult;
import dev.gantry.inventory.model.variables.Variables;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the files of variables of a folder: those at its top, group_vars and host_vars. */
final class VariableFileReader {

    private final EnvironmentLayers folder;
    private final YamlReader yaml;
    private final ReadingNotes notes;

    VariableFileReader(EnvironmentLayers folder, YamlReader yaml, ReadingNotes notes) {
        this.folder = folder;
        this.yaml = yaml;
        this.notes = notes;
    }

    /** The files at the top of each part, which kayobe hands to Ansible one after another. A playbook among them is passed over. */
    Variables site() {
        Variables site = Variables.none();
        for (String prefix : folder.prefixes()) {
            for (Map.Entry<String, String> file : folder.files().entrySet()) {
                if (file.getKey().startsWith(prefix)
                        && file.getKey().substring(prefix.length()).matches("[^/]+\\.(ya?ml|json)")) {
                    site = site.with(top(file.getKey(), file.getValue()), file.getKey());
                }
            }
        }
        return site;
    }

    /** By group or host; {@code kind} is {@code group_vars} or {@code host_vars}. */
    SortedMap<String, Variables> layers(String kind) {
        SortedMap<String, Variables> layers = new TreeMap<>();
        folder.prefixes().forEach(prefix -> lay(layers, prefix + "inventory/" + kind + "/"));
        return layers;
    }

    /** One file with the name of the group or host, or a folder of files that are laid over each other by name. */
    private void lay(SortedMap<String, Variables> layers, String at) {
        folder.files().forEach((path, text) -> {
            if (!path.startsWith(at)) {
                return;
            }
            String rest = path.substring(at.length());
            int slash = rest.indexOf('/');
            boolean isForeign = slash >= 0 && rest.matches(".*/[^/]*\\.(?!ya?ml$|json$)[^./]*");
            if (!isForeign) {
                String name = slash < 0 ? rest.replaceFirst("\\.(ya?ml|json)$", "") : rest.substring(0, slash);
                Variables known = layers.getOrDefault(name, Variables.none());
                layers.put(name, known.with(variables(path, text), path));
            }
        });
    }

    private Map<String, Object> top(String file, String text) {
        if (yaml.read(file, text) instanceof YamlResult.Unnamed unnamed) {
            notes.warn(unnamed.violation());
            return Map.of();
        }
        return variables(file, text);
    }

    private Map<String, Object> variables(String file, String text) {
        return switch (yaml.read(file, text)) {
            case YamlResult.Read read -> {
                notes.remember(file, read.lines());
                read.sealed()
                        .forEach(name ->
                                notes.warn(sealed(name).in(file, read.lines().get(name))));
                read.doubtful().forEach(notes::warn);
                yield read.values();
            }
            case YamlResult.Sealed sealed -> {
                notes.warn(sealed("file").in(file, null));
                yield Map.of();
            }
            case YamlResult.Unnamed unnamed -> {
                notes.violation(unnamed.violation());
                yield Map.of();
            }
            case YamlResult.Malformed malformed -> {
                notes.violation(malformed.violation());
                yield Map.of();
            }
        };
    }

    private static Violation sealed(String field) {
        return Violation.of(
                field,
                "a value encrypted by Ansible Vault",
                "plain text",
                "It was left out; nothing that Gantry reads may depend on it.");
    }
}
