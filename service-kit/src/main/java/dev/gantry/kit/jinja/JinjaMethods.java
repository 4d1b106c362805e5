package dev.gantry.kit.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Python's methods of texts and mappings, and the functions that Jinja has: {@code url.split('/')}, {@code sizes.get('a100', 0)}. */
final class JinjaMethods {

    private static final int MOST = 10_000;

    private JinjaMethods() {}

    static @Nullable Object call(@Nullable Object value, String name, JinjaArguments arguments) {
        return switch (value) {
            case JinjaExpression.Unset unset -> unset;
            case String text -> ofText(text, name, arguments);
            case Map<?, ?> map -> ofMap(map, name, arguments);
            case null, default -> throw EvaluationException.ansibles("." + name + "()");
        };
    }

    private static Object ofText(String text, String name, JinjaArguments arguments) {
        return switch (name) {
            case "split" -> TextFilters.split(text, arguments);
            case "strip" -> TextFilters.stripped(text, arguments);
            case "lower" -> text.toLowerCase(Locale.ROOT);
            case "upper" -> text.toUpperCase(Locale.ROOT);
            case "capitalize" -> TextFilters.capitalized(text);
            case "replace" -> text.replace(arguments.text(0, "", ""), arguments.text(1, "", ""));
            case "startswith" -> text.startsWith(arguments.text(0, "", ""));
            case "endswith" -> text.endsWith(arguments.text(0, "", ""));
            default -> throw EvaluationException.ansibles("." + name + "()");
        };
    }

    private static @Nullable Object ofMap(Map<?, ?> map, String name, JinjaArguments arguments) {
        return switch (name) {
            case "get" -> {
                String key = arguments.text(0, "", "");
                yield map.containsKey(key) ? map.get(key) : arguments.value(1, "", null);
            }
            case "keys" -> new ArrayList<>(map.keySet());
            case "values" -> new ArrayList<>(map.values());
            case "items" -> MapFilters.entries(map);
            default -> throw EvaluationException.ansibles("." + name + "()");
        };
    }

    /** {@code range(1, 7, 2)} */
    static List<Object> range(JinjaArguments arguments) {
        int given = arguments.places().size();
        long from = given < 2 ? 0 : arguments.number(0, "", 0);
        long to = arguments.number(given < 2 ? 0 : 1, "", 0);
        long step = arguments.number(2, "", 1);
        if (step == 0 || Math.abs((to - from) / step) > MOST) {
            throw new EvaluationException("range", "at most " + MOST + " numbers", "Write the value out.");
        }
        List<Object> numbers = new ArrayList<>();
        for (long i = from; step > 0 ? i < to : i > to; i += step) {
            numbers.add(i);
        }
        return numbers;
    }
}
