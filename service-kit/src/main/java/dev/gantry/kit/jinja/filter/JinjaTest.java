package dev.gantry.kit.jinja.filter;

import dev.gantry.kit.jinja.value.EvaluationException;
import dev.gantry.kit.jinja.value.JinjaArguments;
import dev.gantry.kit.jinja.value.JinjaExpression;
import dev.gantry.kit.jinja.value.JinjaNumbers;
import dev.gantry.kit.jinja.value.JinjaOperators;
import dev.gantry.kit.python.PythonVersion;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A test of Jinja, behind {@code is}: {@code port is defined}, {@code slots is gt 3}. */
@FunctionalInterface
public interface JinjaTest {

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

        private static final Map<String, JinjaTest> TESTS = new HashMap<>(RegexFilters.TESTS);

        private static final Map<String, JinjaTest> OWN = Map.ofEntries(
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
                Map.entry("truthy", (value, arguments) -> isTruthy(value, arguments)),
                Map.entry("falsy", (value, arguments) -> !isTruthy(value, arguments)),
                Map.entry("sameas", (value, arguments) -> isSame(value, arguments.value(0, "other", null))),
                Map.entry("lower", (value, arguments) -> isCased(value, Character.LOWERCASE_LETTER)),
                Map.entry("upper", (value, arguments) -> isCased(value, Character.UPPERCASE_LETTER)),
                Map.entry("version", JinjaTest.Known::isVersion),
                Map.entry("version_compare", JinjaTest.Known::isVersion),
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

        static {
            TESTS.putAll(OWN);
            TESTS.putAll(ListTests.ALL);
        }

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

        private static boolean isTruthy(@Nullable Object value, JinjaArguments arguments) {
            if (arguments.isTrue(0, "convert_bool")) {
                throw EvaluationException.ansibles("truthy(convert_bool=true)");
            }
            return JinjaExpression.isTrue(value);
        }

        /** For what there is one of only; which other values are one object is Python's. */
        private static boolean isSame(@Nullable Object value, @Nullable Object other) {
            Object first = JinjaOperators.set(value);
            Object second = JinjaOperators.set(other);
            if (first != null && second != null && !(first instanceof Boolean) && !(second instanceof Boolean)) {
                throw EvaluationException.ansibles("is sameas");
            }
            return first == null ? second == null : first.equals(second);
        }

        /** As Python says it: some letter, and none of another case. */
        private static boolean isCased(@Nullable Object value, int type) {
            String text = JinjaExpression.text(JinjaOperators.set(value));
            return text.chars().filter(Character::isLetter).allMatch(c -> Character.getType(c) == type)
                    && text.chars().anyMatch(Character::isLetter);
        }

        private static boolean isVersion(@Nullable Object value, JinjaArguments arguments) {
            if (arguments.isTrue(2, "strict") || arguments.has(3, "version_type")) {
                throw EvaluationException.ansibles("is version of a type");
            }
            String sign = arguments.text(1, "operator", "eq");
            JinjaTest asked = sign.equals("=") ? named("eq") : sign.equals("<>") ? named("ne") : named(sign);
            try {
                int order = PythonVersion.compare(
                        JinjaExpression.text(JinjaOperators.set(value)), arguments.text(0, "version", ""));
                return asked.holds(order, new JinjaArguments(List.of(0), Map.of()));
            } catch (IllegalArgumentException e) {
                throw JinjaNumbers.unfit("is version", value);
            }
        }
    }
}
