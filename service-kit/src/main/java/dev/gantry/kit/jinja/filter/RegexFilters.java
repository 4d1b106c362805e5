package dev.gantry.kit.jinja.filter;

import dev.gantry.kit.jinja.value.EvaluationException;
import dev.gantry.kit.jinja.value.JinjaArguments;
import dev.gantry.kit.jinja.value.JinjaExpression;
import dev.gantry.kit.python.PythonRegex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/** Filters and tests by Python's regular expressions. */
final class RegexFilters {

    // Source: Python, re.escape
    private static final String SPECIAL = "()[]{}?*+-|^$\\.&~# \t\n\r\u000b\f";

    static final Map<String, JinjaFilter> ALL = Map.ofEntries(
            Map.entry("regex_replace", (value, arguments, scope) -> replaced(JinjaExpression.text(value), arguments)),
            Map.entry("regex_search", (value, arguments, scope) -> searched(JinjaExpression.text(value), arguments)),
            Map.entry(
                    "regex_findall",
                    (value, arguments, scope) -> supported(() -> regex(arguments.text(0, "regex", ""), 2, 1, arguments)
                            .all(JinjaExpression.text(value)))),
            Map.entry("regex_escape", (value, arguments, scope) -> escaped(JinjaExpression.text(value), arguments)));

    static final Map<String, JinjaTest> TESTS = Map.of(
            "match", (value, arguments) -> holds(value, arguments, "match"),
            "search", (value, arguments) -> holds(value, arguments, "search"),
            "regex", (value, arguments) -> holds(value, arguments, arguments.text(3, "match_type", "search")));

    private RegexFilters() {}

    private static <T> T supported(Supplier<T> work) {
        try {
            return work.get();
        } catch (PythonRegex.UnsupportedException e) {
            throw EvaluationException.ansibles("the regular expression " + e.getMessage());
        }
    }

    private static PythonRegex regex(String pattern, int ofCase, int ofLines, JinjaArguments arguments) {
        List<PythonRegex.Flag> flags = new ArrayList<>();
        if (arguments.isTrue(ofCase, "ignorecase")) {
            flags.add(PythonRegex.Flag.IGNORE_CASE);
        }
        if (arguments.isTrue(ofLines, "multiline")) {
            flags.add(PythonRegex.Flag.MULTILINE);
        }
        return PythonRegex.of(pattern, flags);
    }

    private static String replaced(String text, JinjaArguments arguments) {
        if (arguments.number(5, "mandatory_count", 0) > 0) {
            throw EvaluationException.ansibles("regex_replace with mandatory_count");
        }
        return supported(() -> regex(arguments.text(0, "pattern", ""), 2, 3, arguments)
                .replaced(text, arguments.text(1, "replacement", ""), arguments.number(4, "count", 0)));
    }

    /** The whole, or the groups that are named behind it; nothing where there is none. */
    private static @Nullable Object searched(String text, JinjaArguments arguments) {
        return supported(() -> {
            PythonRegex regex = regex(arguments.text(0, "regex", ""), Integer.MAX_VALUE, Integer.MAX_VALUE, arguments);
            Optional<MatchResult> found = regex.search(text);
            List<@Nullable Object> groups = arguments.rest(1).places();
            if (found.isEmpty() || groups.isEmpty()) {
                return found.map(MatchResult::group).orElse(null);
            }
            List<@Nullable Object> texts = new ArrayList<>();
            groups.forEach(group -> texts.add(regex.group(found.get(), name(JinjaExpression.text(group)))));
            return texts;
        });
    }

    /** <code>\\1</code>, <code>\\g&lt;rack&gt;</code> */
    private static String name(String group) {
        if (!group.matches("\\\\(?:\\d{1,3}|g<\\w+>)")) {
            throw EvaluationException.ansibles("regex_search with " + group);
        }
        return group.replaceFirst("\\\\(?:g<)?", "").replace(">", "");
    }

    private static String escaped(String text, JinjaArguments arguments) {
        if (!arguments.text(0, "re_type", "python").equals("python")) {
            throw EvaluationException.ansibles("regex_escape for other tools than Python");
        }
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> escaped.append(SPECIAL.indexOf(c) >= 0 ? "\\" : "")
                .append((char) c));
        return escaped.toString();
    }

    private static boolean holds(@Nullable Object value, JinjaArguments arguments, String kind) {
        String text = JinjaExpression.text(value);
        return supported(() -> {
            PythonRegex regex = regex(arguments.text(0, "pattern", ""), 1, 2, arguments);
            return switch (kind) {
                case "match" -> regex.beginsWith(text);
                case "fullmatch" -> regex.isWhole(text);
                default -> regex.search(text).isPresent();
            };
        });
    }
}
