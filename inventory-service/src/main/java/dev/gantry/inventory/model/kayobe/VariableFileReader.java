package dev.gantry.inventory.model.kayobe;

import dev.gantry.inventory.model.ansible.ReadingNotes;
import dev.gantry.inventory.model.text.Violation;
import dev.gantry.inventory.model.text.YamlReader;
import dev.gantry.inventory.model.text.YamlResult;
import dev.gantry.inventory.model.variables.Variables;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads the files of variables of a folder: those at its top, group_vars and host_vars. */
final class VariableFileReader {

    private static final List<String> ENDINGS = List.of("", ".yml", ".yaml", ".json");
    private static final Comparator<String> BY_FOLDERS = Comparator.comparing(path -> path.replace('/', '\0'));

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

    /**
     * A folder of files that are laid over each other by name, else one file with the name of the group or host. Ansible takes the first that
     * is there of {@code name}, {@code name.yml}, {@code name.yaml} and {@code name.json} (parsing/dataloader.py, find_vars_files).
     */
    private void lay(SortedMap<String, Variables> layers, String at) {
        SortedMap<String, SortedMap<String, SortedSet<String>>> found = new TreeMap<>();
        folder.files().keySet().stream()
                .filter(path -> path.startsWith(at) && !path.endsWith(".j2"))
                .forEach(path -> {
                    String rest = path.substring(at.length());
                    String first = rest.replaceFirst("/.*", "");
                    String name = first.length() == rest.length() ? rest.replaceFirst("\\.(ya?ml|json)$", "") : first;
                    found.computeIfAbsent(name, n -> new TreeMap<>(Comparator.comparing(ENDINGS::indexOf)))
                            .computeIfAbsent(first.substring(name.length()), n -> new TreeSet<>(BY_FOLDERS))
                            .add(path);
                });
        found.forEach((name, candidates) -> {
            Variables known = layers.getOrDefault(name, Variables.none());
            layers.put(name, over(known, candidates.firstEntry().getValue(), at.length()));
            candidates.values().stream().skip(1).forEach(others -> passedOver(name, others.first()));
        });
    }

    private Variables over(Variables known, SortedSet<String> paths, int from) {
        Variables laid = known;
        for (String path : paths) {
            if (isRead(path.substring(from))) {
                laid = laid.with(variables(path, folder.files().getOrDefault(path, "")), path);
            }
        }
        return laid;
    }

    /** Within a folder, files of other kinds are passed over. */
    private static boolean isRead(String path) {
        return path.indexOf('/') < 0 || !path.matches(".*/[^/]*\\.(?!ya?ml$|json$)[^./]*");
    }

    private void passedOver(String name, String file) {
        notes.warn(Violation.of(
                        name,
                        "another file or folder of that name",
                        "one of them",
                        "Ansible reads the first of NAME, NAME.yml, NAME.yaml and NAME.json, and so did Gantry: put"
                                + " them together.")
                .in(file, null));
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
