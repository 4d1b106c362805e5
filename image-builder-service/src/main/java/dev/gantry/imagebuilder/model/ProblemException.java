package dev.gantry.imagebuilder.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Something asked for cannot be done as asked; becomes a problem of the REST API and the reason of a failed job. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What kind of problem it is; the REST API gives each its status. */
    public enum Kind {
        INVALID,
        UNKNOWN,
        CONFLICT,
        UNAVAILABLE,
        TOO_LARGE
    }

    private final Kind kind;
    private final String name;
    private final String title;
    private final transient List<Violation> violations;
    private final transient Map<String, Object> members;

    private ProblemException(Kind kind, Text text, List<Violation> violations, Map<String, Object> members) {
        super(text.detail());
        this.kind = kind;
        this.name = text.name();
        this.title = text.title();
        this.violations = List.copyOf(violations);
        this.members = Map.copyOf(members);
    }

    private record Text(String name, String title, String detail) {}

    /** Well-formed but impossible; {@code name} is the kebab-case problem name. */
    public static ProblemException invalid(String name, String title, List<Violation> violations) {
        String detail = violations.isEmpty() ? title : describe(violations.getFirst());
        return new ProblemException(Kind.INVALID, new Text(name, title, detail), violations, Map.of());
    }

    public static ProblemException invalid(String name, String title, Violation violation) {
        return invalid(name, title, List.of(violation));
    }

    public static ProblemException unknown(String name, String title, String detail) {
        return new ProblemException(Kind.UNKNOWN, new Text(name, title, detail), List.of(), Map.of());
    }

    public static ProblemException conflict(String name, String title, String detail) {
        return new ProblemException(Kind.CONFLICT, new Text(name, title, detail), List.of(), Map.of());
    }

    public static ProblemException unavailable(String name, String title, String detail) {
        return new ProblemException(Kind.UNAVAILABLE, new Text(name, title, detail), List.of(), Map.of());
    }

    public static ProblemException tooLarge(String name, String title, String detail) {
        return new ProblemException(Kind.TOO_LARGE, new Text(name, title, detail), List.of(), Map.of());
    }

    /** The same with one more named member of the problem. */
    public ProblemException with(String key, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(key, value);
        return new ProblemException(kind, new Text(name, title, detail()), violations, more);
    }

    public Kind kind() {
        return kind;
    }

    public String name() {
        return name;
    }

    public String title() {
        return title;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    public List<Violation> violations() {
        return violations;
    }

    public Map<String, Object> members() {
        return members;
    }

    private static String describe(Violation violation) {
        return "%s: found %s, expected %s. %s"
                .formatted(violation.where(), violation.found(), violation.expected(), violation.fix());
    }
}
