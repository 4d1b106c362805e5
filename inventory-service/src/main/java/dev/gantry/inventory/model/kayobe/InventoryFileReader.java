package dev.gantry.inventory.model.kayobe;

import dev.gantry.inventory.model.ansible.AnsibleInventory;
import dev.gantry.inventory.model.ansible.ExportReader;
import dev.gantry.inventory.model.ansible.IniInventoryReader;
import dev.gantry.inventory.model.ansible.ReadingNotes;
import dev.gantry.inventory.model.ansible.YamlInventoryReader;
import dev.gantry.inventory.model.text.Violation;
import dev.gantry.inventory.model.text.YamlReader;
import dev.gantry.inventory.model.text.YamlResult;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the inventory files of every part of a folder into one {@link AnsibleInventory}, in the order in which Ansible does. */
final class InventoryFileReader {

    // Source: Ansible's setting INVENTORY_IGNORE_EXTS
    private static final Pattern PASSED_OVER =
            Pattern.compile(".*(~|\\.(pyc|pyo|swp|bak|rpm|md|txt|rst|orig|ini|cfg|retry))");

    private final YamlReader yaml;
    private final ReadingNotes notes;
    private final AnsibleInventory inventory = new AnsibleInventory();

    private InventoryFileReader(YamlReader yaml, ReadingNotes notes) {
        this.yaml = yaml;
        this.notes = notes;
    }

    private static final String SEALED = "$ANSIBLE_VAULT;";
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    static AnsibleInventory read(EnvironmentLayers folder, YamlReader yaml, ReadingNotes notes) {
        InventoryFileReader reader = new InventoryFileReader(yaml, notes);
        folder.prefixes().forEach(prefix -> reader.folder(folder.files(), prefix + "inventory/"));
        return reader.inventory;
    }

    /** File by file and folder by folder, each by its name. */
    private void folder(SortedMap<String, String> files, String at) {
        SortedMap<String, String> ordered = new TreeMap<>(Comparator.comparing(path -> path.replace('/', '\0')));
        files.forEach((path, text) -> {
            String inside = path.startsWith(at) ? path.substring(at.length()) : "";
            if (!inside.isEmpty()
                    && !inside.matches("(group_vars|host_vars)/.*")
                    && !PASSED_OVER.matcher(inside).matches()) {
                ordered.put(path, text);
            }
        });
        ordered.forEach(this::file);
    }

    private void file(String path, String text) {
        if (text.startsWith("#!")) {
            notes.warn(leftOut("a program that makes an inventory").in(path, 1));
        } else if (path.endsWith(".toml")) {
            notes.warn(leftOut("an inventory in TOML").in(path, null));
        } else if (path.endsWith(".j2")) {
            notes.warn(leftOut("a template of an inventory").in(path, null));
        } else if (path.matches(".*\\.(ya?ml|json)") || isYamlWithoutSuffix(path, text)) {
            yamlFile(path, text);
        } else if (text.startsWith(SEALED)) {
            notes.warn(leftOut("an encrypted file").in(path, null));
        } else {
            new IniInventoryReader(path, inventory, notes).read(withoutMark(path, text));
        }
    }

    /** Ansible tries a file without a suffix as YAML first. Source: ansible-core, plugins/inventory/yaml.py. */
    private boolean isYamlWithoutSuffix(String path, String text) {
        boolean hasSuffix = path.substring(path.lastIndexOf('/') + 1).indexOf('.') > 0;
        return !hasSuffix
                && yaml.read(path, text) instanceof YamlResult.Read read
                && (ExportReader.isExport(read.values())
                        || read.values().values().stream().anyMatch(InventoryFileReader::isGroup));
    }

    private static boolean isGroup(Object value) {
        return value instanceof Map<?, ?> map
                && Stream.of("hosts", "children", "vars").anyMatch(map::containsKey);
    }

    /** Ansible does not take one either, and nobody sees it. */
    private String withoutMark(String path, String text) {
        if (!text.startsWith(BYTE_ORDER_MARK)) {
            return text;
        }
        notes.violation(Violation.of(
                        "inventory",
                        "a byte order mark",
                        "plain UTF-8",
                        "Save the file without it: Ansible refuses it, too.")
                .in(path, 1));
        return text.substring(BYTE_ORDER_MARK.length());
    }

    private void yamlFile(String path, String text) {
        switch (yaml.read(path, text)) {
            case YamlResult.Read read
            when read.values().containsKey("plugin") ->
                notes.warn(leftOut("the settings of an inventory plugin").in(path, null));
            case YamlResult.Read read
            when ExportReader.isExport(read.values()) -> new ExportReader(path, inventory, notes).read(read.values());
            case YamlResult.Read read -> {
                notes.remember(path, read.lines());
                read.doubtful().forEach(notes::warn);
                new YamlInventoryReader(path, inventory, notes).read(read.values());
            }
            case YamlResult.Sealed sealed ->
                notes.warn(leftOut("an encrypted file").in(path, null));
            case YamlResult.Unnamed unnamed -> notes.violation(unnamed.violation());
            case YamlResult.Malformed malformed -> notes.violation(malformed.violation());
        }
    }

    private static Violation leftOut(String found) {
        return Violation.of(
                "inventory",
                found,
                "hosts and groups written out",
                "It was left out; 'ansible-inventory --list --yaml' writes out what it gives.");
    }
}
