package dev.gantry.imagebuilder.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Something asked for cannot be done as asked; becomes a problem at the REST door and the reason of a failed job. */
public final class Refusal extends RuntimeException {

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
    private final transient List<Flaw> flaws;
    private final transient Map<String, Object> members;

    private Refusal(Kind kind, Text text, List<Flaw> flaws, Map<String, Object> members) {
        super(text.detail());
        this.kind = kind;
        this.name = text.name();
        this.title = text.title();
        this.flaws = List.copyOf(flaws);
        this.members = Map.copyOf(members);
    }

    private record Text(String name, String title, String detail) {}

    /** Well-formed but impossible; {@code name} is the kebab-case problem name. */
    public static Refusal invalid(String name, String title, List<Flaw> flaws) {
        String detail = flaws.isEmpty() ? title : describe(flaws.getFirst());
        return new Refusal(Kind.INVALID, new Text(name, title, detail), flaws, Map.of());
    }

    public static Refusal invalid(String name, String title, Flaw flaw) {
        return invalid(name, title, List.of(flaw));
    }

    public static Refusal unknown(String name, String title, String detail) {
        return new Refusal(Kind.UNKNOWN, new Text(name, title, detail), List.of(), Map.of());
    }

    public static Refusal conflict(String name, String title, String detail) {
        return new Refusal(Kind.CONFLICT, new Text(name, title, detail), List.of(), Map.of());
    }

    public static Refusal unavailable(String name, String title, String detail) {
        return new Refusal(Kind.UNAVAILABLE, new Text(name, title, detail), List.of(), Map.of());
    }

    public static Refusal tooLarge(String name, String title, String detail) {
        return new Refusal(Kind.TOO_LARGE, new Text(name, title, detail), List.of(), Map.of());
    }

    /** The same refusal with one more named member of the problem. */
    public Refusal with(String key, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(key, value);
        return new Refusal(kind, new Text(name, title, detail()), flaws, more);
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

    public List<Flaw> flaws() {
        return flaws;
    }

    public Map<String, Object> members() {
        return members;
    }

    private static String describe(Flaw flaw) {
        return "%s: found %s, wanted %s. %s".formatted(flaw.path(), flaw.found(), flaw.wanted(), flaw.next());
    }
}
