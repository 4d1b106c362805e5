package dev.gantry.kit.jinja.filter;

import dev.gantry.kit.jinja.value.JinjaArguments;
import dev.gantry.kit.jinja.value.JinjaNumbers;
import dev.gantry.kit.jinja.value.JinjaOperators;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ansible's {@code combine}: mappings laid over each other. Source: Ansible, utils/vars.py, merge_hash. */
final class MapMerge {

    private final boolean isRecursive;
    private final String ofLists;

    private MapMerge(JinjaArguments arguments) {
        this.isRecursive = arguments.isTrue(Integer.MAX_VALUE, "recursive");
        this.ofLists = arguments.text(Integer.MAX_VALUE, "list_merge", "replace");
    }

    /** Later ones win; within mappings only where {@code recursive=true}. A list of mappings stands for each of them. */
    static Object combined(@Nullable Object value, JinjaArguments arguments) {
        MapMerge merge = new MapMerge(arguments);
        List<@Nullable Object> all = new ArrayList<>();
        add(value, all);
        arguments.places().forEach(other -> add(other, all));
        Map<?, ?> made = Map.of();
        for (Object one : all) {
            made = merge.laid(made, MapFilters.map(one));
        }
        return made;
    }

    private static void add(@Nullable Object given, List<@Nullable Object> all) {
        if (JinjaOperators.set(given) instanceof List<?> several) {
            all.addAll(several);
        } else {
            all.add(given);
        }
    }

    private Map<String, @Nullable Object> laid(Map<?, ?> under, Map<?, ?> over) {
        Map<String, @Nullable Object> laid = new LinkedHashMap<>();
        under.forEach((key, one) -> laid.put(String.valueOf(key), one));
        over.forEach((name, one) -> {
            String key = String.valueOf(name);
            laid.put(key, laid.containsKey(key) ? both(laid.get(key), one) : one);
        });
        return laid;
    }

    private @Nullable Object both(@Nullable Object under, @Nullable Object over) {
        if (under instanceof Map<?, ?> first && over instanceof Map<?, ?> second) {
            return isRecursive ? laid(first, second) : second;
        }
        return under instanceof List<?> first && over instanceof List<?> second ? both(first, second) : over;
    }

    private List<?> both(List<?> under, List<?> over) {
        return switch (ofLists) {
            case "replace" -> over;
            case "keep" -> under;
            case "append" -> joined(under, over);
            case "prepend" -> joined(over, under);
            case "append_rp" -> joined(without(under, over), over);
            case "prepend_rp" -> joined(over, without(under, over));
            default -> throw JinjaNumbers.unfit("combine(list_merge)", ofLists);
        };
    }

    private static List<?> without(List<?> items, List<?> others) {
        return items.stream().filter(item -> !JinjaOperators.isIn(item, others)).toList();
    }

    private static List<?> joined(List<?> first, List<?> second) {
        List<@Nullable Object> joined = new ArrayList<>(first);
        joined.addAll(second);
        return joined;
    }
}
