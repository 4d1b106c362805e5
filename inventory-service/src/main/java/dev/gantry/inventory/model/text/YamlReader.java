package dev.gantry.inventory.model.text;

/** Reads a YAML file of variables as Ansible would. */
@FunctionalInterface
public interface YamlReader {

    YamlResult read(String file, String text);
}
