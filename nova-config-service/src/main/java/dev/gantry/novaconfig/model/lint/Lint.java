package dev.gantry.novaconfig.model.lint;

/** One thing in a configuration that cannot be meant. {@code line} counts from 1. */
public record Lint(String file, int line, String code, String text, String fix) implements Comparable<Lint> {

    @Override
    public int compareTo(Lint other) {
        return java.util.Comparator.comparing(Lint::file)
                .thenComparingInt(Lint::line)
                .thenComparing(Lint::code)
                .thenComparing(Lint::text)
                .compare(this, other);
    }
}
