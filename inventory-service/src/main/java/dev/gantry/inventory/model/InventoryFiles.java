package dev.gantry.inventory.model;

import java.util.SortedMap;

/** Reads the inventory files of every part of a folder into one {@link AnsibleInventory}, in the order in which Ansible does. */
final class InventoryFiles {

    private final YamlReader yaml;
    private final FolderNotes notes;
    private final AnsibleInventory inventory = new AnsibleInventory();

    private InventoryFiles(YamlReader yaml, FolderNotes notes) {
        this.yaml = yaml;
        this.notes = notes;
    }

    static AnsibleInventory read(FolderLayers folder, YamlReader yaml, FolderNotes notes) {
        InventoryFiles reader = new InventoryFiles(yaml, notes);
        folder.prefixes().forEach(prefix -> reader.folder(folder.files(), prefix + "inventory/"));
        return reader.inventory;
    }

    private void folder(SortedMap<String, String> files, String at) {
        files.forEach((path, text) -> {
            if (path.startsWith(at) && !path.substring(at.length()).matches("(group_vars|host_vars)/.*")) {
                file(path, text);
            }
        });
    }

    private void file(String path, String text) {
        if (text.startsWith("#!")) {
            notes.warn(leftOut("a program that makes an inventory").in(path, 1));
        } else if (path.matches(".*\\.(ya?ml|json)")) {
            yamlFile(path, text);
        } else {
            new IniReader(path, inventory, yaml, notes).read(text);
        }
    }

    private void yamlFile(String path, String text) {
        switch (yaml.read(path, text)) {
            case YamlAnswer.Read read
            when read.values().containsKey("plugin") ->
                notes.warn(leftOut("the settings of an inventory plugin").in(path, null));
            case YamlAnswer.Read read -> {
                notes.remember(path, read.lines());
                read.doubtful().forEach(notes::warn);
                new YamlInventory(path, inventory, notes).read(read.values());
            }
            case YamlAnswer.Sealed sealed ->
                notes.warn(leftOut("an encrypted file").in(path, null));
            case YamlAnswer.Unnamed unnamed -> notes.flaw(unnamed.flaw());
            case YamlAnswer.Malformed malformed -> notes.flaw(malformed.flaw());
        }
    }

    private static Flaw leftOut(String found) {
        return Flaw.of(
                "inventory",
                found,
                "hosts and groups written out",
                "It was left out; 'ansible-inventory --list --yaml' writes out what it gives.");
    }
}
