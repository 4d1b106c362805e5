package dev.gantry.kit.jinja.filter;

import dev.gantry.kit.jinja.value.JinjaArguments;
import dev.gantry.kit.jinja.value.JinjaExpression;
import dev.gantry.kit.jinja.value.JinjaNumbers;
import dev.gantry.kit.jinja.value.JinjaOperators;
import dev.gantry.kit.jinja.value.TextFormat;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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

    static final Map<String, JinjaFilter> ALL = Map.ofEntries(
            text("lower", t -> t.toLowerCase(Locale.ROOT)),
            text("upper", t -> t.toUpperCase(Locale.ROOT)),
            text("title", TextFilters::title),
            text("capitalize", TextFilters::capitalized),
            text("basename", t -> t.replaceFirst("^.*/", "")),
            text("dirname", t -> t.replaceFirst("(?<=.)/?[^/]*$|^[^/]*$", "")),
            text("splitext", TextFilters::splitExtension),
            text("quote", TextFilters::quoted),
            text("urlencode", TextFilters::urlEncoded),
            Map.entry("path_join", (value, arguments, scope) -> path(value)),
            Map.entry("indent", (value, arguments, scope) -> indented(JinjaExpression.text(value), arguments)),
            Map.entry("trim", (value, arguments, scope) -> stripped(JinjaExpression.text(value), arguments)),
            Map.entry("replace", (value, arguments, scope) -> JinjaExpression.text(value)
                    .replace(arguments.text(0, "old", ""), arguments.text(1, "new", ""))),
            Map.entry("split", (value, arguments, scope) -> split(JinjaExpression.text(value), arguments)),
            Map.entry(
                    "format",
                    (value, arguments, scope) -> TextFormat.percent(JinjaExpression.text(value), arguments.places())),
            Map.entry("join", (value, arguments, scope) -> joined(value, arguments)));

    private TextFilters() {}

    private static Map.Entry<String, JinjaFilter> text(String name, Function<String, Object> made) {
        return Map.entry(name, (value, arguments, scope) -> made.apply(JinjaExpression.text(value)));
    }

    static String stripped(String text, JinjaArguments arguments) {
        int from = begin(text, arguments);
        return text.substring(from, Math.max(from, end(text, arguments)));
    }

    /** Where what is not to be taken off begins. */
    static int begin(String text, JinjaArguments arguments) {
        String marks = marks(arguments);
        int from = 0;
        while (from < text.length() && marks.indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        return from;
    }

    /** And where it ends. */
    static int end(String text, JinjaArguments arguments) {
        String marks = marks(arguments);
        int to = text.length();
        while (to > 0 && marks.indexOf(text.charAt(to - 1)) >= 0) {
            to--;
        }
        return to;
    }

    private static String marks(JinjaArguments arguments) {
        return arguments.text(0, "chars", " \t\n\r\f");
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

    static String title(String text) {
        return Pattern.compile("[^-\\s({\\[<]+")
                .matcher(text)
                .replaceAll(word -> Matcher.quoteReplacement(capitalized(word.group())));
    }

    private static List<String> splitExtension(String path) {
        int dot = path.lastIndexOf('.');
        int name = path.lastIndexOf('/') + 1;
        return dot <= name ? List.of(path, "") : List.of(path.substring(0, dot), path.substring(dot));
    }

    private static String joined(@Nullable Object value, JinjaArguments arguments) {
        Object attribute = arguments.value(1, "attribute", null);
        return JinjaOperators.items(value).stream()
                .map(item -> attribute == null ? item : SelectFilters.attribute(item, attribute))
                .map(JinjaExpression::text)
                .collect(Collectors.joining(arguments.text(0, "d", "")));
    }

    // Source: Python, shlex.quote
    private static String quoted(String text) {
        return text.matches("[\\w@%+=:,./-]+") ? text : "'" + text.replace("'", "'\"'\"'") + "'";
    }

    /** A path stays one. */
    private static String urlEncoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%2F", "/")
                .replace("%7E", "~");
    }

    /** A part that begins at the root begins anew. */
    private static String path(@Nullable Object value) {
        List<@Nullable Object> parts = value instanceof String text ? List.of(text) : JinjaOperators.items(value);
        String path = "";
        for (Object part : parts) {
            String name = JinjaExpression.text(part);
            boolean isJoined = path.isEmpty() || path.endsWith("/") || name.startsWith("/");
            path = (name.startsWith("/") ? "" : path) + (isJoined ? "" : "/") + name;
        }
        return path;
    }

    /** Lines but the first one, and no empty ones, unless it is asked for. */
    private static String indented(String text, JinjaArguments arguments) {
        Object width = arguments.value(0, "width", 4);
        String by = width instanceof String blanks
                ? blanks
                : " ".repeat(Math.clamp(JinjaNumbers.whole(width).longValue(), 0, 1000));
        boolean isFirst = arguments.isTrue(1, "first");
        boolean isBlank = arguments.isTrue(2, "blank");
        StringBuilder made = new StringBuilder();
        String separator = "";
        for (String line : text.split("\n", -1)) {
            boolean isIndented = separator.isEmpty() ? isFirst : isBlank || !line.isEmpty();
            made.append(separator).append(isIndented ? by : "").append(line);
            separator = "\n";
        }
        return made.toString();
    }
}
