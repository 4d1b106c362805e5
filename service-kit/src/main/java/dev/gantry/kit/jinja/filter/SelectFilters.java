package dev.gantry.kit.jinja.filter;

import dev.gantry.kit.jinja.value.EvaluationException;
import dev.gantry.kit.jinja.value.JinjaArguments;
import dev.gantry.kit.jinja.value.JinjaExpression;
import dev.gantry.kit.jinja.value.JinjaOperators;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Filters that ask each item of a list: {@code map}, {@code select}, {@code selectattr} and their opposites. */
final class SelectFilters {

    static final Map<String, JinjaFilter> ALL = Map.ofEntries(
            Map.entry("map", SelectFilters::mapped),
            Map.entry("select", (value, arguments, scope) -> picked(value, null, arguments, true)),
            Map.entry("reject", (value, arguments, scope) -> picked(value, null, arguments, false)),
            Map.entry("selectattr", (value, arguments, scope) -> byAttribute(value, arguments, true)),
            Map.entry("rejectattr", (value, arguments, scope) -> byAttribute(value, arguments, false)));

    private SelectFilters() {}

    /** {@code a.b.0}: a part of a part. */
    static @Nullable Object attribute(@Nullable Object item, @Nullable Object path) {
        Object part = item;
        for (String name : JinjaExpression.text(path).split("\\.", -1)) {
            part = JinjaOperators.part(part, name);
        }
        return part;
    }

    /** By an attribute, or by a filter with its own arguments. */
    private static Object mapped(@Nullable Object value, JinjaArguments arguments, JinjaExpression.Scope scope) {
        List<@Nullable Object> mapped = new ArrayList<>();
        boolean isAttribute = arguments.names().containsKey("attribute");
        Object otherwise = arguments.names().get("default");
        JinjaFilter filter = isAttribute
                ? (item, none, unused) -> {
                    Object part = attribute(item, arguments.names().get("attribute"));
                    return part instanceof JinjaExpression.Unset && otherwise != null ? otherwise : part;
                }
                : filter(arguments.text(0, "", ""));
        for (Object item : JinjaOperators.items(value)) {
            mapped.add(filter.apply(item, arguments.rest(1), scope));
        }
        return mapped;
    }

    private static JinjaFilter filter(String name) {
        return JinjaFilter.named(name.replaceFirst("^ansible\\.builtin\\.", ""))
                .orElseThrow(() -> EvaluationException.ansibles("map('" + name + "')"));
    }

    private static Object byAttribute(@Nullable Object value, JinjaArguments arguments, boolean isWanted) {
        return picked(value, arguments.value(0, "", null), arguments.rest(1), isWanted);
    }

    /** Without a test: what is true. */
    private static Object picked(
            @Nullable Object value, @Nullable Object attribute, JinjaArguments arguments, boolean isWanted) {
        JinjaTest test = arguments.has(0, "")
                ? JinjaTest.named(arguments.text(0, "", ""))
                : (item, none) -> JinjaExpression.isTrue(item);
        return JinjaOperators.items(value).stream()
                .filter(item -> test.holds(attribute == null ? item : attribute(item, attribute), arguments.rest(1))
                        == isWanted)
                .toList();
    }
}
