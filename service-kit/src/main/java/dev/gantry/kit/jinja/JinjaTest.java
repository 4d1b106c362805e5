package dev.gantry.kit.jinja;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A test of Jinja, behind {@code is}: {@code port is defined}, {@code slots is gt 3}. */
@FunctionalInterface
interface JinjaTest {

    boolean holds(@Nullable Object value, JinjaArguments arguments);

    /** @throws EvaluationException when it is not among those that are known here */
    static JinjaTest named(String name) {
        JinjaTest test = Known.TESTS.get(name.replaceFirst("^ansible\\.builtin\\.", ""));
        if (test == null) {
            throw EvaluationException.ansibles("is " + name);
        }
        return test;
    }

    /** All of them by name. */
    final class Known {

        private static final Map<String, JinjaTest> TESTS = Map.ofEntries(
                Map.entry("defined", (value, arguments) -> !(value instanceof JinjaExpression.Unset)),
                Map.entry("undefined", (value, arguments) -> value instanceof JinjaExpression.Unset),
                Map.entry("none", (value, arguments) -> JinjaOperators.set(value) == null),
                Map.entry("string", (value, arguments) -> JinjaOperators.set(value) instanceof String),
                Map.entry(
                        "number",
                        (value, arguments) -> JinjaOperators.set(value) instanceof Number || value instanceof Boolean),
                Map.entry(
                        "integer",
                        (value, arguments) ->
                                JinjaOperators.set(value) instanceof Number && !(value instanceof Double)),
                Map.entry("float", (value, arguments) -> JinjaOperators.set(value) instanceof Double),
                Map.entry("boolean", (value, arguments) -> JinjaOperators.set(value) instanceof Boolean),
                Map.entry("mapping", (value, arguments) -> JinjaOperators.set(value) instanceof Map),
                Map.entry("iterable", (value, arguments) -> isIterable(value)),
                Map.entry("sequence", (value, arguments) -> isIterable(value)),
                Map.entry("true", (value, arguments) -> Boolean.TRUE.equals(JinjaOperators.set(value))),
                Map.entry("false", (value, arguments) -> Boolean.FALSE.equals(JinjaOperators.set(value))),
                Map.entry("truthy", (value, arguments) -> JinjaExpression.isTrue(value)),
                Map.entry("falsy", (value, arguments) -> !JinjaExpression.isTrue(value)),
                Map.entry("even", (value, arguments) -> isMultiple(value, 2)),
                Map.entry("odd", (value, arguments) -> !isMultiple(value, 2)),
                Map.entry("divisibleby", (value, arguments) -> isMultiple(value, arguments.number(0, "num", 1))),
                comparison("eq", "=="),
                comparison("equalto", "=="),
                comparison("==", "=="),
                comparison("ne", "!="),
                comparison("!=", "!="),
                comparison("gt", ">"),
                comparison("greaterthan", ">"),
                comparison(">", ">"),
                comparison("ge", ">="),
                comparison(">=", ">="),
                comparison("lt", "<"),
                comparison("lessthan", "<"),
                comparison("<", "<"),
                comparison("le", "<="),
                comparison("<=", "<="),
                comparison("in", "in"),
                Map.entry("contains", (value, arguments) -> JinjaOperators.isIn(arguments.value(0, "", null), value)));

        private Known() {}

        private static Map.Entry<String, JinjaTest> comparison(String name, String sign) {
            return Map.entry(
                    name, (value, arguments) -> JinjaOperators.compare(sign, value, arguments.value(0, "", null)));
        }

        private static boolean isIterable(@Nullable Object value) {
            Object one = JinjaOperators.set(value);
            return one instanceof Collection || one instanceof Map || one instanceof String;
        }

        private static boolean isMultiple(@Nullable Object value, int of) {
            return JinjaOperators.calculated("%", value, of) instanceof Number rest && rest.doubleValue() == 0;
        }
    }
}
