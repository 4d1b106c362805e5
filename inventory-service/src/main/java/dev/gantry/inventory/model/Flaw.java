package dev.gantry.inventory.model;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Something that is not right in what a person wrote: where, what was found, what was wanted and what to do next. */
public record Flaw(
        @Nullable String file, @Nullable Integer line, String field, String found, String wanted, String next) {

    /** By file, then line, then field; what has no file comes first. */
    public static final Comparator<Flaw> ORDER = Comparator.comparing(
                    Flaw::file, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Flaw::line, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Flaw::field);

    /** Of a field in a request body. */
    public static Flaw of(String field, String found, String wanted, String next) {
        return new Flaw(null, null, field, found, wanted, next);
    }

    public Flaw in(@Nullable String where, @Nullable Integer at) {
        return new Flaw(where, at, field, found, wanted, next);
    }

    /** The same, with its owner before the field. */
    public Flaw about(String owner) {
        return new Flaw(file, line, owner + " " + field, found, wanted, next);
    }

    @Override
    public String toString() {
        String where = file == null ? "" : file + (line == null ? "" : ":" + line) + ": ";
        return "%s%s: found %s, wanted %s. %s".formatted(where, field, found, wanted, next);
    }
}
