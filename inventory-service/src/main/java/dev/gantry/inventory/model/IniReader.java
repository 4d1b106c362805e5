package dev.gantry.inventory.model;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one inventory file in Ansible's INI form into an {@link AnsibleInventory}: groups, {@code :children}, {@code :vars},
 * host ranges, variables beside a host. Source: Ansible, plugins/inventory/ini.py.
 */
final class IniReader {

    // [compute]   [vgpu:children]   [compute_vgpu:vars]
    private static final Pattern HEADER = Pattern.compile("\\[([^:\\]]+)(?::(\\w+))?]\\s*(?:#.*)?");
    // vgpu_driver_dkms=true   ansible_user = stack
    private static final Pattern ASSIGNMENT = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*)");
    // ansible_host=10.0.0.7   note="two words"
    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"'#]|\"[^\"]*\"|'[^']*'|(?<=\\S)#)+");
    private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?");

    private enum Part {
        HOSTS,
        CHILDREN,
        VARS
    }

    private final String file;
    private final AnsibleInventory inventory;
    private final List<Flaw> flaws;
    private int number;
    private AnsibleInventory.@Nullable Section section;
    private Part part = Part.HOSTS;

    IniReader(String file, AnsibleInventory inventory, List<Flaw> flaws) {
        this.file = file;
        this.inventory = inventory;
        this.flaws = flaws;
    }

    void read(String text) {
        for (String line : text.split("\n", -1)) {
            number++;
            String content = line.strip();
            if (!content.isEmpty() && !content.startsWith("#") && !content.startsWith(";")) {
                line(content);
            }
        }
    }

    private void line(String content) {
        if (content.startsWith("[")) {
            header(content);
        } else if (section == null) {
            host(content, null);
        } else {
            inside(content, section);
        }
    }

    private void inside(String content, AnsibleInventory.Section group) {
        if (part == Part.HOSTS) {
            host(content, group);
        } else if (part == Part.CHILDREN) {
            group.children().add(content.split("\\s", 2)[0]);
        } else {
            assignment(content, group);
        }
    }

    private void header(String content) {
        Matcher m = HEADER.matcher(content);
        String kind = m.matches() && m.group(2) != null ? m.group(2) : "hosts";
        if (!m.matches() || !List.of("hosts", "children", "vars").contains(kind)) {
            flaw("section", content, "[group], [group:children] or [group:vars]", "Correct the line.");
            return;
        }
        part = Part.valueOf(kind.toUpperCase(java.util.Locale.ROOT));
        section = inventory.group(m.group(1).strip(), file, number);
    }

    private void host(String content, AnsibleInventory.@Nullable Section group) {
        List<String> words = words(content);
        if (words.isEmpty()) {
            return;
        }
        SortedMap<String, Object> variables = new TreeMap<>();
        for (String word : words.subList(1, words.size())) {
            Matcher m = ASSIGNMENT.matcher(word);
            if (m.matches()) {
                variables.put(m.group(1), literal(m.group(2)));
            } else {
                flaw("host", word, "name=value", "Correct the line.");
            }
        }
        for (String name : names(words.get(0), variables)) {
            if (!HOST_NAME.matcher(name).matches()) {
                flaw("host", name, "letters, digits, dots, dashes and underscores", "Correct the name.");
                continue;
            }
            inventory.host(name, variables, file);
            if (group != null) {
                group.hosts().add(name);
            }
        }
    }

    /** The names of a pattern; a port after a colon becomes {@code ansible_port}. */
    private List<String> names(String pattern, SortedMap<String, Object> variables) {
        String text = pattern;
        Matcher port =
                Pattern.compile("([^:]*(?:\\[[^\\]]*][^:\\[]*)*):(\\d{1,5})").matcher(pattern);
        if (port.matches()) {
            text = port.group(1);
            variables.putIfAbsent("ansible_port", Integer.valueOf(port.group(2)));
        }
        try {
            return HostRange.spread(text);
        } catch (IllegalArgumentException e) {
            flaw("host", pattern, String.valueOf(e.getMessage()), "Correct the range.");
            return List.of();
        }
    }

    private void assignment(String content, AnsibleInventory.Section group) {
        Matcher m = ASSIGNMENT.matcher(content);
        if (m.matches()) {
            group.set(m.group(1), literal(m.group(2).strip()));
        } else {
            flaw("variable", content, "name=value", "Correct the line.");
        }
    }

    private static List<String> words(String content) {
        int comment = content.indexOf(" #");
        Matcher m = WORD.matcher(comment < 0 ? content : content.substring(0, comment));
        List<String> words = new ArrayList<>();
        while (m.find()) {
            words.add(m.group());
        }
        return words;
    }

    /** Ansible takes Python literals: numbers, True and False, quoted text; anything else is text. */
    private static Object literal(String text) {
        if (text.matches("-?(0|[1-9]\\d{0,8})")) {
            return Integer.valueOf(text);
        }
        if (text.equals("True") || text.equals("False")) {
            return text.equals("True");
        }
        boolean isQuoted = text.length() > 1
                && (text.startsWith("\"") || text.startsWith("'"))
                && text.charAt(0) == text.charAt(text.length() - 1);
        return isQuoted ? text.substring(1, text.length() - 1) : text;
    }

    private void flaw(String field, String found, String wanted, String next) {
        flaws.add(Flaw.of(field, found, wanted, next).in(file, number));
    }
}
