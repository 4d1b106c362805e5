package dev.gantry.kit.jinja;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Filters of texts. */
final class TextFilters {

    // gpu-%03d   %s:%d
    private static final Pattern PLACE = Pattern.compile("%(0?\\d{0,2}d|s|%)|%");

    static final Map<String, JinjaFilter> ALL = Map.ofEntries(
            text("lower", t -> t.toLowerCase(Locale.ROOT)),
            text("upper", t -> t.toUpperCase(Locale.ROOT)),
            text("title", TextFilters::title),
            text("capitalize", TextFilters::capitalized),
            text("basename", t -> t.replaceFirst("^.*/", "")),
            text("dirname", t -> t.replaceFirst("(?<=.)/?[^/]*$|^[^/]*$", "")),
            text("splitext", TextFilters::splitExtension),
            text("b64encode", t -> Base64.getEncoder().encodeToString(t.getBytes(StandardCharsets.UTF_8))),
            Map.entry("trim", (value, arguments, scope) -> stripped(JinjaExpression.text(value), arguments)),
            Map.entry("replace", (value, arguments, scope) -> JinjaExpression.text(value)
                    .replace(arguments.text(0, "old", ""), arguments.text(1, "new", ""))),
            Map.entry("split", (value, arguments, scope) -> split(JinjaExpression.text(value), arguments)),
            Map.entry("format", (value, arguments, scope) -> format(JinjaExpression.text(value), arguments.places())),
            Map.entry("join", (value, arguments, scope) -> joined(value, arguments)));

    private TextFilters() {}

    private static Map.Entry<String, JinjaFilter> text(String name, Function<String, Object> made) {
        return Map.entry(name, (value, arguments, scope) -> made.apply(JinjaExpression.text(value)));
    }

    static String stripped(String text, JinjaArguments arguments) {
        String marks = arguments.text(0, "chars", " \t\n\r\f");
        int from = 0;
        int to = text.length();
        while (from < to && marks.indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        while (to > from && marks.indexOf(text.charAt(to - 1)) >= 0) {
            to--;
        }
        return text.substring(from, to);
    }

    /** Without a separator: at blanks, of which any number is one. */
    static List<String> split(String text, JinjaArguments arguments) {
        if (!arguments.has(0, "sep")) {
            return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
        }
        String separator = arguments.text(0, "sep", "");
        int most = arguments.number(1, "maxsplit", -1);
        return List.of(text.split(Pattern.quote(separator), most < 0 ? -1 : most + 1));
    }

    static String capitalized(String text) {
        return text.isEmpty()
                ? text
                : text.substring(0, 1).toUpperCase(Locale.ROOT)
                        + text.substring(1).toLowerCase(Locale.ROOT);
    }

    private static String title(String text) {
        return Pattern.compile("[^-\\s({\\[<]+")
                .matcher(text)
                .replaceAll(word -> Matcher.quoteReplacement(capitalized(word.group())));
    }

    private static List<String> splitExtension(String path) {
        int dot = path.lastIndexOf('.');
        int name = path.lastIndexOf('/') + 1;
        return dot <= name ? List.of(path, "") : List.of(path.substring(0, dot), path.substring(dot));
    }

    /** Python's {@code %s} and {@code %03d}; what else it knows is left to it. */
    static String format(String pattern, List<?> given) {
        List<@Nullable Object> values = new ArrayList<>(given);
        return PLACE.matcher(pattern).replaceAll(place -> {
            String kind = place.group(1);
            if (kind == null || !kind.equals("%") && values.isEmpty()) {
                throw EvaluationException.ansibles("'" + pattern + "' | format");
            }
            return Matcher.quoteReplacement(
                    kind.equals("%") ? "%" : formatted(place.group(), kind, values.removeFirst()));
        });
    }

    private static String formatted(String place, String kind, @Nullable Object value) {
        return kind.equals("s")
                ? JinjaExpression.text(value)
                : String.format(Locale.ROOT, place, JinjaNumbers.whole(value).longValue());
    }

    private static String joined(@Nullable Object value, JinjaArguments arguments) {
        Object attribute = arguments.value(1, "attribute", null);
        return ListFilters.items(value).stream()
                .map(item -> attribute == null ? item : SelectFilters.attribute(item, attribute))
                .map(JinjaExpression::text)
                .collect(Collectors.joining(arguments.text(0, "d", "")));
    }
}
