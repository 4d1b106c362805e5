package dev.gantry.kit.jinja.filter;

import dev.gantry.kit.jinja.value.JinjaArguments;
import dev.gantry.kit.jinja.value.JinjaExpression;
import dev.gantry.kit.jinja.value.JinjaNumbers;
import dev.gantry.kit.jinja.value.JinjaOperators;
import dev.gantry.kit.python.PythonTuple;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Filters of mappings. */
public final class MapFilters {

    static final Map<String, JinjaFilter> ALL = Map.ofEntries(
            Map.entry("dict2items", (value, arguments, scope) -> pairs(value, arguments)),
            Map.entry("items2dict", (value, arguments, scope) -> ofPairs(value, arguments)),
            Map.entry("items", (value, arguments, scope) -> entries(map(value))),
            Map.entry("combine", (value, arguments, scope) -> MapMerge.combined(value, arguments)),
            Map.entry("dictsort", (value, arguments, scope) -> sorted(value, arguments)));

    private MapFilters() {}

    static Map<?, ?> map(@Nullable Object value) {
        if (JinjaOperators.set(value) instanceof Map<?, ?> map) {
            return map;
        }
        throw JinjaNumbers.unfit("a mapping", value);
    }

    static List<@Nullable Object> entries(Map<?, ?> map) {
        return map.entrySet().stream()
                .<@Nullable Object>map(e -> PythonTuple.of(e.getKey(), e.getValue()))
                .toList();
    }

    /** {@code dict(a=1)}, {@code dict(keys | zip(values))}: pairs or a mapping first, names over them. */
    public static Map<String, @Nullable Object> dict(JinjaArguments arguments) {
        Map<String, @Nullable Object> made = new LinkedHashMap<>();
        if (!arguments.places().isEmpty()) {
            Object given = JinjaOperators.set(arguments.places().getFirst());
            List<?> pairs = given instanceof Map<?, ?> map ? entries(map) : JinjaOperators.items(given);
            for (Object pair : pairs) {
                List<@Nullable Object> two = JinjaOperators.items(pair);
                if (two.size() != 2) {
                    throw JinjaNumbers.unfit("a pair", pair);
                }
                made.put(JinjaExpression.text(two.getFirst()), two.get(1));
            }
        }
        made.putAll(arguments.names());
        return made;
    }

    private static Object pairs(@Nullable Object value, JinjaArguments arguments) {
        String key = arguments.text(0, "key_name", "key");
        String one = arguments.text(1, "value_name", "value");
        return map(value).entrySet().stream()
                .map(e -> {
                    Map<String, @Nullable Object> pair = new LinkedHashMap<>();
                    pair.put(key, e.getKey());
                    pair.put(one, e.getValue());
                    return pair;
                })
                .toList();
    }

    private static Object ofPairs(@Nullable Object value, JinjaArguments arguments) {
        Map<String, @Nullable Object> made = new LinkedHashMap<>();
        JinjaOperators.items(value)
                .forEach(pair -> made.put(
                        JinjaExpression.text(JinjaOperators.part(pair, arguments.text(0, "key_name", "key"))),
                        JinjaOperators.set(JinjaOperators.part(pair, arguments.text(1, "value_name", "value")))));
        return made;
    }

    private static Object sorted(@Nullable Object value, JinjaArguments arguments) {
        boolean isCased = arguments.isTrue(0, "case_sensitive");
        int by = arguments.text(1, "by", "key").equals("value") ? 1 : 0;
        Comparator<@Nullable Object> order = (a, b) -> JinjaOperators.order(
                ListFilters.plain(JinjaOperators.part(a, by), isCased),
                ListFilters.plain(JinjaOperators.part(b, by), isCased));
        return entries(map(value)).stream()
                .sorted(arguments.isTrue(2, "reverse") ? Collections.reverseOrder(order) : order)
                .toList();
    }
}
