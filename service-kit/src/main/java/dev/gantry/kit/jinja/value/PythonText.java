package dev.gantry.kit.jinja.value;

import dev.gantry.kit.python.PythonNumber;
import dev.gantry.kit.python.PythonTuple;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Prints values as Python does: {@code True}, {@code 0.5}, <code>{'a100': [1, 2]}</code>. */
final class PythonText {

    private PythonText() {}

    /** {@code str()}: what stands in a text. */
    static String of(@Nullable Object value) {
        return value instanceof String text ? text : shown(value);
    }

    /** {@code repr()}: what stands in a list. */
    private static String shown(@Nullable Object value) {
        return switch (value) {
            case null -> "None";
            case JinjaExpression.Unset unset -> throw unset.why();
            case Boolean truth -> truth ? "True" : "False";
            case Double number -> PythonNumber.text(number);
            case String text -> quoted(text);
            case PythonTuple tuple ->
                tuple.stream()
                        .map(PythonText::shown)
                        .collect(Collectors.joining(", ", "(", tuple.size() == 1 ? ",)" : ")"));
            case Collection<?> items ->
                items.stream().map(PythonText::shown).collect(Collectors.joining(", ", "[", "]"));
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(e -> shown(e.getKey()) + ": " + shown(e.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            default -> value.toString();
        };
    }

    private static String quoted(String text) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        String escaped = text.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\t", "\\t")
                .replace("\r", "\\r");
        return quote + (quote == '\'' ? escaped.replace("'", "\\'") : escaped) + quote;
    }
}
