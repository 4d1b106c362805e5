package dev.gantry.inventory.model.ansible;

import dev.gantry.inventory.model.variables.Variables;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Groups and hosts as the inventory files of an Ansible folder give them, all files together. */
public final class AnsibleInventory {

    /** One section as written: which file and line first named it, and what it holds. */
    public static final class Section {
        private final String file;
        private final int line;
        private final SortedSet<String> hosts = new TreeSet<>();
        private final SortedSet<String> children = new TreeSet<>();
        private Variables variables = Variables.none();

        Section(String file, int line) {
            this.file = file;
            this.line = line;
        }

        public String file() {
            return file;
        }

        public int line() {
            return line;
        }

        public SortedSet<String> hosts() {
            return hosts;
        }

        public SortedSet<String> children() {
            return children;
        }

        public Variables variables() {
            return variables;
        }

        void set(String name, @Nullable Object value, String in) {
            variables = variables.with(Collections.singletonMap(name, value), in);
        }
    }

    private final SortedMap<String, Section> groups = new TreeMap<>();
    private final SortedMap<String, Variables> hosts = new TreeMap<>();

    public SortedMap<String, Section> groups() {
        return groups;
    }

    /** Variables written beside each host's name. */
    public SortedMap<String, Variables> hosts() {
        return hosts;
    }

    /** The hosts of a group and of all its children, in the order of their names. */
    public List<String> members(String group) {
        SortedSet<String> members = new TreeSet<>();
        gather(group, members, new HashSet<>());
        return List.copyOf(members);
    }

    private void gather(String name, SortedSet<String> members, Set<String> seen) {
        Section section = groups.get(name);
        if (section != null && seen.add(name)) {
            members.addAll(section.hosts);
            section.children.forEach(child -> gather(child, members, seen));
        }
    }

    Section group(String name, String file, int line) {
        return groups.computeIfAbsent(name, n -> new Section(file, line));
    }

    public void host(String name, SortedMap<String, Object> variables, String file) {
        hosts.merge(name, Variables.none().with(variables, file), (a, b) -> a.with(variables, file));
    }
}
