package dev.gantry.kit.jinja.value;

import org.jspecify.annotations.Nullable;

/** A value that cannot be filled: in which variable, what stands there, what would do, and what to do about it. */
public final class EvaluationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final String INSTEAD =
            "It is Ansible's to fill; write the value out, or import what 'kayobe configuration dump' prints.";

    private final String found;
    private final String expected;
    private final String fix;
    private final boolean isUnset;
    private final @Nullable String variable;

    public EvaluationException(String found, String expected, String fix) {
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

    /** For what only Ansible fills. */
    public static EvaluationException ansibles(String what) {
        return new EvaluationException(
                what, "what is filled without Ansible: variables, conditions, usual filters", INSTEAD);
    }

    /** The same, where another value may stand in for it. */
    public static EvaluationException ansiblesUnset(String what) {
        return unset(what, "a value that is known before Ansible runs", INSTEAD);
    }

    /** For what has no value: Jinja's {@code default} gives it one. */
    public static EvaluationException unset(String what, String expected, String fix) {
        return new EvaluationException(what, expected, fix, true, null);
    }

    public boolean isUnset() {
        return isUnset;
    }

    /** The same, placed; the innermost variable in which it lies is the first to say so. */
    public EvaluationException in(String name) {
        return variable == null ? new EvaluationException(found, expected, fix, isUnset, name) : this;
    }

    /** The variable in which it lies, or the one given while nobody has said. */
    public String variable(String otherwise) {
        return variable == null ? otherwise : variable;
    }

    public String found() {
        return found;
    }

    public String expected() {
        return expected;
    }

    /** What to do about it. */
    public String fix() {
        return fix;
    }
}
