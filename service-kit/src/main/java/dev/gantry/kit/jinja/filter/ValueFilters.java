package dev.gantry.kit.jinja.filter;

import dev.gantry.kit.jinja.value.JinjaArguments;
import dev.gantry.kit.jinja.value.JinjaExpression;
import dev.gantry.kit.jinja.value.JinjaNumbers;
import dev.gantry.kit.jinja.value.JinjaOperators;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Filters of one value: what stands in for it, and what type it becomes. */
final class ValueFilters {

    // Source: Ansible, plugins/filter/core.py, to_bool
    private static final Set<String> TRUE = Set.of("true", "yes", "on", "1");

    static final Map<String, JinjaFilter> ALL = Map.ofEntries(
            Map.entry("default", (value, arguments, scope) -> fallback(value, arguments)),
            Map.entry("d", (value, arguments, scope) -> fallback(value, arguments)),
            Map.entry("mandatory", (value, arguments, scope) -> JinjaOperators.set(value)),
            Map.entry("bool", (value, arguments, scope) -> truth(value)),
            Map.entry(
                    "int",
                    (value, arguments, scope) -> JinjaNumbers.whole(
                            JinjaOperators.set(value), JinjaNumbers.whole(arguments.value(0, "default", 0)))),
            Map.entry("float", (value, arguments, scope) -> JinjaNumbers.decimal(JinjaOperators.set(value), 0)
                    .doubleValue()),
            Map.entry("abs", (value, arguments, scope) -> magnitude(value)),
            Map.entry("round", (value, arguments, scope) -> rounded(value, arguments)),
            Map.entry("string", (value, arguments, scope) -> JinjaExpression.text(value)),
            Map.entry("ternary", (value, arguments, scope) -> ternary(value, arguments)),
            Map.entry("extract", (value, arguments, scope) -> extracted(value, arguments)));

    private ValueFilters() {}

    /** What is there and cannot be read is not missing. */
    private static @Nullable Object fallback(@Nullable Object value, JinjaArguments arguments) {
        if (value instanceof JinjaExpression.Unset unset && !unset.why().isUnset()) {
            throw unset.why();
        }
        boolean isMissing = value instanceof JinjaExpression.Unset
                || arguments.isTrue(1, "boolean") && !JinjaExpression.isTrue(value);
        return isMissing ? arguments.value(0, "default_value", "") : value;
    }

    private static @Nullable Object truth(@Nullable Object value) {
        return value == null || value instanceof Boolean
                ? value
                : TRUE.contains(JinjaExpression.text(value).toLowerCase(Locale.ROOT));
    }

    private static Number magnitude(@Nullable Object value) {
        return switch (value) {
            case Double number -> Math.abs(number);
            case Number number -> Math.abs(number.longValue());
            case null, default -> throw JinjaNumbers.unfit("abs", value);
        };
    }

    private static Number rounded(@Nullable Object value, JinjaArguments arguments) {
        if (!(value instanceof Number number)) {
            throw JinjaNumbers.unfit("round", value);
        }
        double scale = Math.pow(10, arguments.number(0, "precision", 0));
        double scaled = number.doubleValue() * scale;
        return switch (arguments.text(1, "method", "common")) {
            case "ceil" -> Math.ceil(scaled) / scale;
            case "floor" -> Math.floor(scaled) / scale;
            default -> Math.rint(scaled) / scale;
        };
    }

    private static @Nullable Object ternary(@Nullable Object value, JinjaArguments arguments) {
        Object ofNone = arguments.value(2, "none_val", null);
        if (value == null && ofNone != null) {
            return ofNone;
        }
        return JinjaExpression.isTrue(value)
                ? arguments.value(0, "true_val", null)
                : arguments.value(1, "false_val", null);
    }

    /** The part of another value that this one names. */
    private static @Nullable Object extracted(@Nullable Object key, JinjaArguments arguments) {
        Object more = arguments.value(1, "morekeys", null);
        Object part = JinjaOperators.part(arguments.value(0, "container", null), key);
        for (Object name : more instanceof List<?> several ? several : more == null ? List.of() : List.of(more)) {
            part = JinjaOperators.part(part, name);
        }
        return part;
    }
}
