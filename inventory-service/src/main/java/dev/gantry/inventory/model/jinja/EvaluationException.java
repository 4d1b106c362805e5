package dev.gantry.inventory.model.jinja;

import dev.gantry.inventory.model.text.Violation;
import org.jspecify.annotations.Nullable;

/** A value that cannot be filled: in which variable, what stands there, what would do, and what to do about it. */
final class EvaluationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String found;
    private final String expected;
    private final String fix;
    private final boolean isUnset;
    private final @Nullable String variable;

    EvaluationException(String found, String expected, String fix) {
        this(found, expected, fix, false, null);
    }

    private EvaluationException(String found, String expected, String fix, boolean isUnset, @Nullable String variable) {
        super(found + ": " + expected, null, false, false);
        this.found = found;
        this.expected = expected;
        this.fix = fix;
        this.isUnset = isUnset;
        this.variable = variable;
    }

    /** For what is not among the things that are understood. */
    static EvaluationException notKnown(String what) {
        return new EvaluationException(
                what,
                "variables, texts, conditions and simple filters",
                "Write the value out, or put it into a variable.");
    }

    /** For what has no value: Jinja's {@code default} gives it one. */
    static EvaluationException unset(String what, String expected, String fix) {
        return new EvaluationException(what, expected, fix, true, null);
    }

    boolean isUnset() {
        return isUnset;
    }

    /** The same, placed; the innermost variable in which it lies is the first to say so. */
    EvaluationException in(String name) {
        return variable == null ? new EvaluationException(found, expected, fix, isUnset, name) : this;
    }

    /** The variable in which it lies, or the one given while nobody has said. */
    String variable(String otherwise) {
        return variable == null ? otherwise : variable;
    }

    Violation asViolation(String field) {
        return Violation.of(field, found, expected, fix);
    }
}
