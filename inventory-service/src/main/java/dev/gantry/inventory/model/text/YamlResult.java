package dev.gantry.inventory.model.text;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What came of reading one YAML file of variables. */
public sealed interface YamlResult {

    /**
     * The variables by name. {@code lines} tells where each value stands, keyed like {@code vgpu_definitions[0].pci_address},
     * counted from 1. {@code sealed} names variables left out because only Ansible Vault can open them.
     */
    record Read(Map<String, Object> values, Map<String, Integer> lines, List<String> sealed, List<Violation> doubtful)
            implements YamlResult {

        /** What is said of a name that is written a second time: Ansible takes the last one. */
        public static final String ONCE = "each name once";

        public Optional<Violation> twice() {
            return doubtful.stream().filter(f -> f.expected().equals(ONCE)).findFirst();
        }
    }

    /** The whole file is encrypted with Ansible Vault. */
    record Sealed() implements YamlResult {}

    /** YAML, but no variables by name: a playbook, a list of requirements. */
    record Unnamed(Violation violation) implements YamlResult {}

    record Malformed(Violation violation) implements YamlResult {}
}
