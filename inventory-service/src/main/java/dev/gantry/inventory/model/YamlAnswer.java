package dev.gantry.inventory.model;

import java.util.List;
import java.util.Map;

/** What came of reading one YAML file of variables. */
public sealed interface YamlAnswer {

    /**
     * The variables by name. {@code lines} tells where each value stands, keyed like {@code vgpu_definitions[0].pci_address},
     * counted from 1. {@code sealed} names variables left out because only Ansible Vault can open them.
     */
    record Read(Map<String, Object> values, Map<String, Integer> lines, List<String> sealed, List<Flaw> doubtful)
            implements YamlAnswer {}

    /** The whole file is encrypted with Ansible Vault. */
    record Sealed() implements YamlAnswer {}

    record Malformed(Flaw flaw) implements YamlAnswer {}
}
