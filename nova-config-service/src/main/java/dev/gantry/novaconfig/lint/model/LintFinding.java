package dev.gantry.novaconfig.lint.model;

/** One thing in a configuration that cannot be meant. {@code line} counts from 1. */
public record LintFinding(String file, int line, String code, String text, String fix)
        implements Comparable<LintFinding> {

    @Override
    public int compareTo(LintFinding other) {
        return java.util.Comparator.comparing(LintFinding::file)
                .thenComparingInt(LintFinding::line)
                .thenComparing(LintFinding::code)
                .thenComparing(LintFinding::text)
                .compare(this, other);
    }
}
