package dev.gantry.kit.jinja.value;

import org.jspecify.annotations.Nullable;

/** One expression of Jinja, ready to be evaluated for a host. */
@FunctionalInterface
public interface JinjaExpression {

    /** @throws EvaluationException when it needs something that is not set or not known here */
    @Nullable
    Object value(Scope scope);

    /** Where names get their values from. */
    @FunctionalInterface
    interface Scope {
        /** The filled value of a variable; {@link Unset} when it is not set. */
        @Nullable
        Object resolve(String name);
    }

    /** {@code hostvars}: the variables of one host by its name; other hosts are not known. */
    record OfHost(String host, Scope variables) {}

    /** The value of what is not set: only {@code default} and {@code is defined} can do something with it. */
    record Unset(EvaluationException why) {}

    /** Python's view of truth: nothing, zero and what is empty are false. */
    static boolean isTrue(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Unset unset -> throw unset.why();
            case Boolean truth -> truth;
            case Number number -> number.doubleValue() != 0;
            case String text -> !text.isEmpty();
            case java.util.Collection<?> items -> !items.isEmpty();
            case java.util.Map<?, ?> map -> !map.isEmpty();
            default -> true;
        };
    }

    /** As Jinja prints it. */
    static String text(@Nullable Object value) {
        return PythonText.of(value);
    }
}
