package dev.gantry.kit.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What went wrong, for a person and a program (RFC 9457). {@code kind} is the kebab-case name of the page in docs/problems.md;
 * {@code members} are extra named members in the order they were added.
 */
public record Problem(int status, String kind, String title, String detail, Map<String, Object> members) {

    /** One refused input: where it stood, what was found, what is possible, what to do. {@code path} like {@code vgpu_definitions[1].pci_address}. */
    public record Field(String path, String found, String expected, String fix) {}

    public Problem {
        members = new LinkedHashMap<>(members);
    }

    /** @param detail names the host or thing, what was expected, what was found, and what to do */
    public static Problem of(int status, String kind, String title, String detail) {
        return new Problem(status, kind, title, detail, Map.of());
    }

    /** Well-formed but impossible (422), each field named. */
    public static Problem invalid(String kind, String title, List<Field> fields) {
        String detail = fields.stream()
                .map(f -> "%s: found %s, expected %s; %s".formatted(f.path(), f.found(), f.expected(), f.fix()))
                .reduce((a, b) -> a + "\n" + b)
                .orElse(title);
        return of(422, kind, title, detail).with("fields", fields);
    }

    public Problem with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(name, value);
        return new Problem(status, kind, title, detail, more);
    }

    public ProblemException asException() {
        return new ProblemException(this);
    }
}
