package dev.gantry.kit.python;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * JSON as Python's {@code json.dumps} writes it.
 *
 * @param indent how many blanks a step, 0 for all on one line
 */
public record PythonJson(int indent, KeyOrder order, Letters letters) {

    /** The first sign that is no letter of ASCII. */
    private static final int ASCII = 0x7f;

    /** In which order the keys of a mapping come. */
    public enum KeyOrder {
        AS_WRITTEN,
        SORTED
    }

    /** Whether letters beyond ASCII are written by their numbers. */
    public enum Letters {
        ESCAPED,
        AS_THEY_ARE
    }

    public String print(@Nullable Object value) {
        StringBuilder made = new StringBuilder();
        print(value, 1, made);
        return made.toString();
    }

    private void print(@Nullable Object value, int depth, StringBuilder made) {
        switch (value) {
            case null -> made.append("null");
            case Map<?, ?> map -> print(map, depth, made);
            case Collection<?> items -> print(items, depth, made);
            case Boolean truth -> made.append(truth);
            case Double number -> made.append(PythonNumber.text(number));
            case Number number -> made.append(number);
            default -> text(value.toString(), made);
        }
    }

    private void print(Map<?, ?> map, int depth, StringBuilder made) {
        Map<?, ?> ordered = order == KeyOrder.SORTED ? new TreeMap<>(map) : map;
        List<Runnable> items = new ArrayList<>();
        ordered.forEach((key, value) -> items.add(() -> {
            text(String.valueOf(key), made);
            made.append(": ");
            print(value, depth + 1, made);
        }));
        between("{}", items, depth, made);
    }

    private void print(Collection<?> values, int depth, StringBuilder made) {
        List<Runnable> items = new ArrayList<>();
        values.forEach(value -> items.add(() -> print(value, depth + 1, made)));
        between("[]", items, depth, made);
    }

    private void between(String brackets, List<Runnable> items, int depth, StringBuilder made) {
        made.append(brackets.charAt(0));
        String separator = indent == 0 ? ", " : ",";
        boolean isFirst = true;
        for (Runnable item : items) {
            made.append(isFirst ? "" : separator);
            line(depth, made);
            item.run();
            isFirst = false;
        }
        if (!items.isEmpty()) {
            line(depth - 1, made);
        }
        made.append(brackets.charAt(1));
    }

    private void line(int depth, StringBuilder made) {
        if (indent > 0) {
            made.append('\n').repeat(' ', indent * depth);
        }
    }

    private void text(String text, StringBuilder made) {
        made.append('"');
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            switch (letter) {
                case '"' -> made.append("\\\"");
                case '\\' -> made.append("\\\\");
                case '\n' -> made.append("\\n");
                case '\r' -> made.append("\\r");
                case '\t' -> made.append("\\t");
                case '\f' -> made.append("\\f");
                case '\b' -> made.append("\\b");
                default -> {
                    boolean isPlain = letter >= ' ' && (letter < ASCII || letters == Letters.AS_THEY_ARE);
                    made.append(isPlain ? String.valueOf(letter) : "\\u%04x".formatted((int) letter));
                }
            }
        }
        made.append('"');
    }
}
