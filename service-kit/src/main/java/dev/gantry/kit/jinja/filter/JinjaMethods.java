package dev.gantry.kit.jinja.filter;

import dev.gantry.kit.jinja.value.EvaluationException;
import dev.gantry.kit.jinja.value.JinjaArguments;
import dev.gantry.kit.jinja.value.JinjaExpression;
import dev.gantry.kit.jinja.value.JinjaNumbers;
import dev.gantry.kit.jinja.value.JinjaOperators;
import dev.gantry.kit.jinja.value.TextFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Python's methods of texts and mappings, and the functions that Jinja has: {@code url.split('/')}, {@code sizes.get('a100', 0)}. */
public final class JinjaMethods {

    private static final int MOST = 10_000;

    private JinjaMethods() {}

    public static @Nullable Object call(@Nullable Object value, String name, JinjaArguments arguments) {
        return switch (value) {
            case JinjaExpression.Unset unset -> unset;
            case String text -> ofText(text, name, arguments);
            case Map<?, ?> map -> ofMap(map, name, arguments);
            case List<?> list -> ofList(list, name, arguments);
            case null, default -> throw EvaluationException.ansibles("." + name + "()");
        };
    }

    private static Object ofText(String text, String name, JinjaArguments arguments) {
        return switch (name) {
            case "split" -> TextFilters.split(text, arguments);
            case "strip" -> TextFilters.stripped(text, arguments);
            case "lstrip" -> text.substring(TextFilters.begin(text, arguments));
            case "rstrip" -> text.substring(0, TextFilters.end(text, arguments));
            case "join" -> joined(text, arguments);
            case "format" -> TextFormat.braces(text, arguments);
            case "find" -> text.indexOf(arguments.text(0, "", ""));
            case "count" -> count(text, arguments.text(0, "", ""));
            case "isdigit" -> text.matches("\\d+");
            case "zfill" -> filled(text, arguments.number(0, "", 0));
            case "title" -> TextFilters.title(text);
            case "lower" -> text.toLowerCase(Locale.ROOT);
            case "upper" -> text.toUpperCase(Locale.ROOT);
            case "capitalize" -> TextFilters.capitalized(text);
            case "replace" -> text.replace(arguments.text(0, "", ""), arguments.text(1, "", ""));
            case "startswith" -> text.startsWith(arguments.text(0, "", ""));
            case "endswith" -> text.endsWith(arguments.text(0, "", ""));
            default -> throw EvaluationException.ansibles("." + name + "()");
        };
    }

    private static String joined(String separator, JinjaArguments arguments) {
        List<String> texts = new ArrayList<>();
        for (Object item : JinjaOperators.items(arguments.value(0, "", null))) {
            if (!(JinjaOperators.set(item) instanceof String text)) {
                throw JinjaNumbers.unfit("join", item);
            }
            texts.add(text);
        }
        return String.join(separator, texts);
    }

    private static int count(String text, String part) {
        return part.isEmpty()
                ? text.length() + 1
                : (text.length() - text.replace(part, "").length()) / part.length();
    }

    /** {@code '7'.zfill(3)}: a sign stays in front. */
    private static String filled(String text, int width) {
        String sign = text.matches("[-+].*") ? text.substring(0, 1) : "";
        String zeros = "0".repeat(Math.clamp((long) width - text.length(), 0, 1000));
        return sign + zeros + text.substring(sign.length());
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

    private static Object ofList(List<?> list, String name, JinjaArguments arguments) {
        Object item = arguments.value(0, "", null);
        long count =
                list.stream().filter(one -> JinjaOperators.isEqual(one, item)).count();
        if (name.equals("count")) {
            return count;
        }
        if (!name.equals("index") || count == 0) {
            throw EvaluationException.ansibles("." + name + "()");
        }
        int at = 0;
        while (!JinjaOperators.isEqual(list.get(at), item)) {
            at++;
        }
        return at;
    }

    /** {@code range(1, 7, 2)} */
    public static List<Object> range(JinjaArguments arguments) {
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
