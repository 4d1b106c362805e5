package dev.gantry.kit.jinja.filter;

import dev.gantry.kit.jinja.value.JinjaArguments;
import dev.gantry.kit.jinja.value.JinjaOperators;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Filters of lists. */
final class ListFilters {

    static final Map<String, JinjaFilter> ALL = Map.ofEntries(
            Map.entry("first", (value, arguments, scope) -> JinjaOperators.part(JinjaOperators.items(value), 0)),
            Map.entry("last", (value, arguments, scope) -> JinjaOperators.part(JinjaOperators.items(value), -1)),
            Map.entry("length", (value, arguments, scope) -> JinjaOperators.items(value)
                    .size()),
            Map.entry("count", (value, arguments, scope) -> JinjaOperators.items(value)
                    .size()),
            list("list", items -> items),
            Map.entry("reverse", (value, arguments, scope) -> reversed(value)),
            Map.entry("sort", (value, arguments, scope) -> sorted(value, arguments)),
            Map.entry("min", (value, arguments, scope) -> JinjaOperators.part(sorted(value, ofOrder(arguments)), 0)),
            Map.entry("max", (value, arguments, scope) -> most(value, arguments)),
            Map.entry("sum", (value, arguments, scope) -> sum(value, arguments)),
            Map.entry("flatten", (value, arguments, scope) -> flat(value, arguments)),
            Map.entry(
                    "batch",
                    (value, arguments, scope) ->
                            batches(JinjaOperators.items(value), arguments.number(0, "linecount", 1))));

    private ListFilters() {}

    private static Map.Entry<String, JinjaFilter> list(String name, UnaryOperator<List<@Nullable Object>> made) {
        return Map.entry(name, (value, arguments, scope) -> made.apply(JinjaOperators.items(value)));
    }

    private static Object reversed(@Nullable Object value) {
        return value instanceof String text
                ? new StringBuilder(text).reverse().toString()
                : JinjaOperators.items(value).reversed();
    }

    /** Jinja sorts without regard to upper and lower case. */
    static @Nullable Object plain(@Nullable Object value, boolean isCased) {
        return value instanceof String text && !isCased ? text.toLowerCase(Locale.ROOT) : value;
    }

    /** {@code min} and {@code max} have no direction. */
    private static JinjaArguments ofOrder(JinjaArguments arguments) {
        List<@Nullable Object> places = new ArrayList<>(arguments.places());
        places.addFirst(false);
        return new JinjaArguments(places, arguments.names());
    }

    /** The first of the largest. */
    private static @Nullable Object most(@Nullable Object value, JinjaArguments arguments) {
        List<@Nullable Object> places = new ArrayList<>(arguments.places());
        places.addFirst(true);
        return JinjaOperators.part(sorted(value, new JinjaArguments(places, arguments.names())), 0);
    }

    private static Object sorted(@Nullable Object value, JinjaArguments arguments) {
        Object attribute = arguments.value(2, "attribute", null);
        boolean isCased = arguments.isTrue(1, "case_sensitive");
        UnaryOperator<@Nullable Object> key = item -> {
            Object by = attribute == null ? item : SelectFilters.attribute(item, attribute);
            return plain(by, isCased);
        };
        List<@Nullable Object> sorted = JinjaOperators.items(value);
        Comparator<@Nullable Object> order = (a, b) -> JinjaOperators.order(key.apply(a), key.apply(b));
        sorted.sort(arguments.isTrue(0, "reverse") ? Collections.reverseOrder(order) : order);
        return sorted;
    }

    private static @Nullable Object sum(@Nullable Object value, JinjaArguments arguments) {
        Object attribute = arguments.value(0, "attribute", null);
        Object sum = arguments.value(1, "start", 0);
        for (Object item : JinjaOperators.items(value)) {
            sum = JinjaOperators.calculated(
                    "+", sum, attribute == null ? item : SelectFilters.attribute(item, attribute));
        }
        return sum;
    }

    /** Ansible leaves out what is nothing, also by its name. */
    private static List<@Nullable Object> flat(@Nullable Object value, JinjaArguments arguments) {
        boolean isWhole = arguments.has(1, "skip_nulls") && !arguments.isTrue(1, "skip_nulls");
        return flat(JinjaOperators.items(value), arguments.number(0, "levels", -1), isWhole);
    }

    private static List<@Nullable Object> flat(List<@Nullable Object> items, int levels, boolean isWhole) {
        List<@Nullable Object> flat = new ArrayList<>();
        for (Object item : items) {
            if (item instanceof List<?> inner && levels != 0) {
                flat.addAll(flat(new ArrayList<>(inner), levels - 1, isWhole));
            } else if (isWhole || item != null && !item.equals("None") && !item.equals("null")) {
                flat.add(item);
            }
        }
        return flat;
    }

    private static List<@Nullable Object> batches(List<@Nullable Object> items, int size) {
        List<@Nullable Object> batches = new ArrayList<>();
        for (int i = 0; i < items.size(); i += Math.max(1, size)) {
            batches.add(items.subList(i, Math.min(items.size(), i + Math.max(1, size))));
        }
        return batches;
    }
}
