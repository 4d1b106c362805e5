package dev.gantry.kit.jinja.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the brackets of a filter, a test or a call: {@code default('none', boolean=true)}.
 *
 * @param places those without a name, in their order
 */
public record JinjaArguments(List<@Nullable Object> places, Map<String, @Nullable Object> names) {

    static final JinjaArguments NONE = new JinjaArguments(List.of(), Map.of());

    /** As written: keyword arguments by their names, others by their places. */
    public static JinjaArguments of(Map<String, JinjaExpression> written, JinjaExpression.Scope scope) {
        List<@Nullable Object> places = new ArrayList<>();
        Map<String, @Nullable Object> names = new LinkedHashMap<>();
        written.forEach((name, expression) -> {
            if (Character.isDigit(name.charAt(0))) {
                places.add(expression.value(scope));
            } else {
                names.put(name, expression.value(scope));
            }
        });
        return new JinjaArguments(places, names);
    }

    public boolean has(int place, String name) {
        return place < places.size() || names.containsKey(name);
    }

    @Nullable
    public Object value(int place, String name, @Nullable Object otherwise) {
        return place < places.size() ? places.get(place) : names.getOrDefault(name, otherwise);
    }

    public String text(int place, String name, String otherwise) {
        return has(place, name) ? JinjaExpression.text(value(place, name, null)) : otherwise;
    }

    public boolean isTrue(int place, String name) {
        return has(place, name) && JinjaExpression.isTrue(value(place, name, null));
    }

    public int number(int place, String name, int otherwise) {
        return has(place, name) ? JinjaNumbers.whole(value(place, name, null)).intValue() : otherwise;
    }

    /** Those behind the first one, e.g. of {@code select('gt', 3)}. */
    public JinjaArguments rest(int from) {
        return new JinjaArguments(from < places.size() ? places.subList(from, places.size()) : List.of(), names);
    }
}
