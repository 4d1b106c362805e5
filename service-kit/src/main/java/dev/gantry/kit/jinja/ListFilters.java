package dev.gantry.kit.jinja;

import dev.gantry.kit.python.PythonTuple;
import java.util.ArrayList;
import java.util.Collection;
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
            Map.entry("first", (value, arguments, scope) -> JinjaOperators.part(items(value), 0)),
            Map.entry("last", (value, arguments, scope) -> JinjaOperators.part(items(value), -1)),
            Map.entry("length", (value, arguments, scope) -> items(value).size()),
            Map.entry("count", (value, arguments, scope) -> items(value).size()),
            list("list", items -> items),
            Map.entry("reverse", (value, arguments, scope) -> reversed(value)),
            list("unique", items -> items.stream().distinct().toList()),
            Map.entry("sort", (value, arguments, scope) -> sorted(value, arguments)),
            Map.entry("min", (value, arguments, scope) -> JinjaOperators.part(ordered(items(value)), 0)),
            Map.entry("max", (value, arguments, scope) -> JinjaOperators.part(ordered(items(value)), -1)),
            Map.entry("sum", (value, arguments, scope) -> sum(value, arguments)),
            Map.entry("flatten", (value, arguments, scope) -> flat(items(value), arguments.number(0, "levels", -1))),
            Map.entry("union", (value, arguments, scope) -> union(value, arguments)),
            Map.entry("intersect", (value, arguments, scope) -> kept(value, arguments, true)),
            Map.entry("difference", (value, arguments, scope) -> kept(value, arguments, false)),
            Map.entry("zip", (value, arguments, scope) -> zipped(value, arguments)),
            Map.entry(
                    "batch", (value, arguments, scope) -> batches(items(value), arguments.number(0, "linecount", 1))));

    private ListFilters() {}

    private static Map.Entry<String, JinjaFilter> list(String name, UnaryOperator<List<@Nullable Object>> made) {
        return Map.entry(name, (value, arguments, scope) -> made.apply(items(value)));
    }

    /** What Python gives when it is asked for one after another: items, keys, letters. */
    static List<@Nullable Object> items(@Nullable Object value) {
        return switch (JinjaOperators.set(value)) {
            case Collection<?> items -> new ArrayList<>(items);
            case Map<?, ?> map -> new ArrayList<>(map.keySet());
            case String text ->
                new ArrayList<>(
                        text.chars().mapToObj(c -> String.valueOf((char) c)).toList());
            case null, default -> throw JinjaNumbers.unfit("a list", value);
        };
    }

    private static Object reversed(@Nullable Object value) {
        return value instanceof String text
                ? new StringBuilder(text).reverse().toString()
                : items(value).reversed();
    }

    private static List<@Nullable Object> ordered(List<@Nullable Object> items) {
        List<@Nullable Object> ordered = new ArrayList<>(items);
        ordered.sort((a, b) -> JinjaOperators.order(plain(a), plain(b)));
        return ordered;
    }

    /** Jinja sorts without regard to upper and lower case. */
    private static @Nullable Object plain(@Nullable Object value) {
        return value instanceof String text ? text.toLowerCase(Locale.ROOT) : value;
    }

    private static Object sorted(@Nullable Object value, JinjaArguments arguments) {
        Object attribute = arguments.value(2, "attribute", null);
        boolean isCased = arguments.isTrue(1, "case_sensitive");
        UnaryOperator<@Nullable Object> key = item -> {
            Object by = attribute == null ? item : SelectFilters.attribute(item, attribute);
            return isCased ? by : plain(by);
        };
        List<@Nullable Object> sorted = items(value);
        Comparator<@Nullable Object> order = (a, b) -> JinjaOperators.order(key.apply(a), key.apply(b));
        sorted.sort(arguments.isTrue(0, "reverse") ? Collections.reverseOrder(order) : order);
        return sorted;
    }

    private static @Nullable Object sum(@Nullable Object value, JinjaArguments arguments) {
        Object attribute = arguments.value(0, "attribute", null);
        Object sum = arguments.value(1, "start", 0);
        for (Object item : items(value)) {
            sum = JinjaOperators.calculated(
                    "+", sum, attribute == null ? item : SelectFilters.attribute(item, attribute));
        }
        return sum;
    }

    private static List<@Nullable Object> flat(List<@Nullable Object> items, int levels) {
        List<@Nullable Object> flat = new ArrayList<>();
        for (Object item : items) {
            if (item instanceof List<?> inner && levels != 0) {
                flat.addAll(flat(new ArrayList<>(inner), levels - 1));
            } else if (item != null) {
                flat.add(item);
            }
        }
        return flat;
    }

    private static List<@Nullable Object> union(@Nullable Object value, JinjaArguments arguments) {
        List<@Nullable Object> both = items(value);
        both.addAll(items(arguments.value(0, "b", List.of())));
        return both.stream().distinct().toList();
    }

    private static List<@Nullable Object> kept(@Nullable Object value, JinjaArguments arguments, boolean isIn) {
        List<@Nullable Object> others = items(arguments.value(0, "b", List.of()));
        return items(value).stream()
                .distinct()
                .filter(item -> JinjaOperators.isIn(item, others) == isIn)
                .toList();
    }

    private static List<@Nullable Object> zipped(@Nullable Object value, JinjaArguments arguments) {
        List<List<@Nullable Object>> rows = new ArrayList<>(List.of(items(value)));
        arguments.places().forEach(other -> rows.add(items(other)));
        int size = rows.stream().mapToInt(List::size).min().orElse(0);
        List<@Nullable Object> zipped = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            List<@Nullable Object> together = new ArrayList<>();
            for (List<@Nullable Object> row : rows) {
                together.add(row.get(i));
            }
            zipped.add(PythonTuple.of(together.toArray()));
        }
        return zipped;
    }

    private static List<@Nullable Object> batches(List<@Nullable Object> items, int size) {
        List<@Nullable Object> batches = new ArrayList<>();
        for (int i = 0; i < items.size(); i += Math.max(1, size)) {
            batches.add(items.subList(i, Math.min(items.size(), i + Math.max(1, size))));
        }
        return batches;
    }
}
