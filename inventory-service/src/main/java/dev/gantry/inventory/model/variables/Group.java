package dev.gantry.inventory.model.variables;

import java.util.List;

/** A group of hosts as Ansible knows them: what it contains of other groups, and the variables that its hosts get. */
public record Group(String name, List<String> children, Variables variables) {

    /** The group that every host is in. */
    public static final String ALL = "all";

    /** The group of hosts that no other one names. */
    public static final String UNGROUPED = "ungrouped";

    /** Of its variables the one that Ansible counts with. */
    public static final String PRIORITY = "ansible_group_priority";

    public Group {
        children = children.stream().distinct().sorted().toList();
    }

    public static Group empty(String name) {
        return new Group(name, List.of(), Variables.none());
    }

    /** Ansible's {@code ansible_group_priority}: among groups of equal depth the higher one wins. */
    public int priority() {
        return variables.values().get(PRIORITY) instanceof Integer priority ? priority : 1;
    }
}
