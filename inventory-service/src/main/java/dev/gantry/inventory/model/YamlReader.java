package dev.gantry.inventory.model;

/** Reads a YAML file of variables as Ansible would. */
@FunctionalInterface
public interface YamlReader {

    YamlAnswer read(String file, String text);
}
