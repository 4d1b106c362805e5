package dev.gantry.inventory.model.text;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Something that is not right in what a person wrote: where, what was found, what was expected and how to fix it. */
public record Violation(
        @Nullable String file, @Nullable Integer line, String field, String found, String expected, String fix) {

    /** By file, then line, then field; what has no file comes first. */
    public static final Comparator<Violation> ORDER = Comparator.comparing(
                    Violation::file, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Violation::line, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Violation::field);

    /** Of a field in a request body. */
    public static Violation of(String field, String found, String expected, String fix) {
        return new Violation(null, null, field, found, expected, fix);
    }

    public Violation in(@Nullable String where, @Nullable Integer at) {
        return new Violation(where, at, field, found, expected, fix);
    }

    /** The same, with its owner before the field. */
    public Violation about(String owner) {
        return new Violation(file, line, owner + " " + field, found, expected, fix);
    }

    @Override
    public String toString() {
        String where = file == null ? "" : file + (line == null ? "" : ":" + line) + ": ";
        return "%s%s: found %s, expected %s. %s".formatted(where, field, found, expected, fix);
    }
}
