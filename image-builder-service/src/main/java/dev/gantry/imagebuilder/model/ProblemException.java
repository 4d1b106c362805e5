package dev.gantry.imagebuilder.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Something asked for cannot be done as asked; becomes a problem at the REST door and the reason of a failed job. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What kind of no it is; the REST door gives each its status. */
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
    private final transient List<Violation> flaws;
    private final transient Map<String, Object> members;

    private ProblemException(Kind kind, Text text, List<Violation> flaws, Map<String, Object> members) {
        super(text.detail());
        this.kind = kind;
        this.name = text.name();
        this.title = text.title();
        this.flaws = List.copyOf(flaws);
        this.members = Map.copyOf(members);
    }

    private record Text(String name, String title, String detail) {}

    /** Well-formed but impossible; {@code name} is the kebab-case problem name. */
    public static ProblemException invalid(String name, String title, List<Violation> flaws) {
        String detail = flaws.isEmpty() ? title : describe(flaws.getFirst());
        return new ProblemException(Kind.INVALID, new Text(name, title, detail), flaws, Map.of());
    }

    public static ProblemException invalid(String name, String title, Violation flaw) {
        return invalid(name, title, List.of(flaw));
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

    /** The same refusal with one more named member of the problem. */
    public ProblemException with(String key, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(key, value);
        return new ProblemException(kind, new Text(name, title, detail()), flaws, more);
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

    public List<Violation> flaws() {
        return flaws;
    }

    public Map<String, Object> members() {
        return members;
    }

    private static String describe(Violation flaw) {
        return "%s: found %s, wanted %s. %s".formatted(flaw.path(), flaw.found(), flaw.wanted(), flaw.next());
    }
}
