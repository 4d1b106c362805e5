package dev.gantry.kit.jinja;

import dev.gantry.kit.python.PythonTuple;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Filters of mappings. */
final class MapFilters {

    static final Map<String, JinjaFilter> ALL = Map.ofEntries(
            Map.entry("dict2items", (value, arguments, scope) -> pairs(value, arguments)),
            Map.entry("items2dict", (value, arguments, scope) -> ofPairs(value, arguments)),
            Map.entry("items", (value, arguments, scope) -> entries(map(value))),
            Map.entry("combine", (value, arguments, scope) -> combined(value, arguments)));

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
    static Map<String, @Nullable Object> dict(JinjaArguments arguments) {
        Map<String, @Nullable Object> made = new LinkedHashMap<>();
        if (!arguments.places().isEmpty()) {
            Object given = JinjaOperators.set(arguments.places().getFirst());
            List<?> pairs = given instanceof Map<?, ?> map ? entries(map) : ListFilters.items(given);
            for (Object pair : pairs) {
                List<@Nullable Object> two = ListFilters.items(pair);
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
        ListFilters.items(value)
                .forEach(pair -> made.put(
                        JinjaExpression.text(JinjaOperators.part(pair, arguments.text(0, "key_name", "key"))),
                        JinjaOperators.set(JinjaOperators.part(pair, arguments.text(1, "value_name", "value")))));
        return made;
    }

    /** Later ones win; within mappings only where {@code recursive=true}. */
    private static Object combined(@Nullable Object value, JinjaArguments arguments) {
        if (arguments.names().containsKey("list_merge")) {
            throw EvaluationException.ansibles("combine with list_merge");
        }
        Object made = map(value);
        for (Object other : arguments.places()) {
            made = laid(map(made), map(other), arguments.isTrue(Integer.MAX_VALUE, "recursive"));
        }
        return made;
    }

    private static Map<String, @Nullable Object> laid(Map<?, ?> under, Map<?, ?> over, boolean isRecursive) {
        Map<String, @Nullable Object> laid = new LinkedHashMap<>();
        under.forEach((key, one) -> laid.put(String.valueOf(key), one));
        over.forEach((key, one) -> laid.merge(
                String.valueOf(key),
                one == null ? Map.of() : one,
                (a, b) -> isRecursive && a instanceof Map<?, ?> first && b instanceof Map<?, ?> second
                        ? laid(first, second, true)
                        : b));
        over.forEach((key, one) -> {
            if (one == null) {
                laid.put(String.valueOf(key), null);
            }
        });
        return laid;
    }
}
