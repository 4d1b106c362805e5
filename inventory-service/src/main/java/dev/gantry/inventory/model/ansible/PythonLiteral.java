package dev.gantry.inventory.model.ansible;

import dev.gantry.kit.python.PythonNumber;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Python's {@code ast.literal_eval} makes of a value in an INI inventory: {@code 5}, {@code True}, {@code "a # b"},
 * <code>{'1g.10gb': 2}</code>; a comment may follow. What is none stays text.
 */
public final class PythonLiteral {

    // 'it''s'   r"\d+"   0x1F   1.10   True   # a comment
    private static final Pattern TOKEN =
            Pattern.compile("\\s*(?:#.*$|([rRuU]?(?:\"(?:[^\"\\\\]|\\\\.)*+\"|'(?:[^'\\\\]|\\\\.)*+')"
                    + "|0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\\d[\\d_]*\\.?[\\d_]*|\\.\\d[\\d_]*)(?:[eE][-+]?\\d+)?"
                    + "|True|False|None|[-+\\[\\](){},:]))");
    private static final int DEEPEST = 30;

    private final List<String> tokens = new ArrayList<>();
    private int at;
    private int depth;

    private PythonLiteral() {}

    public static @Nullable Object read(String text) {
        PythonLiteral literal = new PythonLiteral();
        try {
            literal.cut(text);
            Object value = literal.whole();
            return literal.at == literal.tokens.size() ? value : text;
        } catch (NoLiteral e) {
            return text;
        }
    }

    private void cut(String text) {
        Matcher token = TOKEN.matcher(text);
        int end = 0;
        while (token.lookingAt()) {
            end = token.end();
            if (token.group(1) != null) {
                tokens.add(token.group(1));
            }
            token.region(end, text.length());
        }
        if (tokens.isEmpty() || !text.substring(end).isBlank()) {
            throw new NoLiteral();
        }
    }

    /** Without brackets, too, values with commas are one: {@code 1, 2}. */
    private @Nullable Object whole() {
        Object first = value();
        if (!take(",")) {
            return first;
        }
        List<@Nullable Object> items = new ArrayList<>();
        items.add(first);
        while (at < tokens.size()) {
            items.add(value());
            if (!take(",") && at < tokens.size()) {
                throw new NoLiteral();
            }
        }
        return items;
    }

    private @Nullable Object value() {
        if (++depth > DEEPEST || at >= tokens.size()) {
            throw new NoLiteral();
        }
        String token = tokens.get(at++);
        Object value =
                switch (token) {
                    case "True" -> true;
                    case "False" -> false;
                    case "None" -> null;
                    case "[" -> items("]");
                    case "(" -> bracketed();
                    case "{" -> mapping();
                    case "-", "+" -> signed(token);
                    default -> leaf(token);
                };
        depth--;
        return value;
    }

    private Object leaf(String token) {
        if (token.matches("(?s)[rRuU]?[\"'].*")) {
            StringBuilder text = new StringBuilder(text(token));
            while (at < tokens.size() && tokens.get(at).matches("(?s)[rRuU]?[\"'].*")) {
                text.append(text(tokens.get(at++)));
            }
            return text.toString();
        }
        Number number = token.matches("0[\\d_]*[1-9][\\d_]*") ? null : PythonNumber.read(token);
        if (number == null) {
            throw new NoLiteral();
        }
        return number;
    }

    private static String text(String token) {
        int open = token.charAt(0) == '"' || token.charAt(0) == '\'' ? 1 : 2;
        String between = token.substring(open, token.length() - 1);
        return open == 2 && Character.toLowerCase(token.charAt(0)) == 'r' ? between : PythonStringEscapes.read(between);
    }

    private Object signed(String sign) {
        return switch (value()) {
            case Long number -> sign.equals("-") ? -number : number;
            case Double number -> sign.equals("-") ? -number : number;
            case null, default -> throw new NoLiteral();
        };
    }

    private Object bracketed() {
        boolean isOne = at + 1 < tokens.size() && !tokens.get(at).equals(")");
        int before = at;
        List<@Nullable Object> items = items(")");
        boolean hasComma = items.size() != 1
                || tokens.subList(before, at).get(at - before - 2).equals(",");
        Object only = items.size() == 1 ? items.getFirst() : null;
        return isOne && !hasComma && only != null ? only : items;
    }

    private List<@Nullable Object> items(String end) {
        List<@Nullable Object> items = new ArrayList<>();
        while (!take(end)) {
            items.add(value());
            separated(end);
        }
        return items;
    }

    private Object mapping() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (!take("}")) {
            String key = String.valueOf(value());
            if (!take(":")) {
                throw new NoLiteral();
            }
            map.put(key, value());
            separated("}");
        }
        return map;
    }

    private void separated(String end) {
        if (!take(",") && !(at < tokens.size() && tokens.get(at).equals(end))) {
            throw new NoLiteral();
        }
    }

    private boolean take(String token) {
        boolean isThere = at < tokens.size() && tokens.get(at).equals(token);
        at += isThere ? 1 : 0;
        return isThere;
    }

    /** It is text. */
    private static final class NoLiteral extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoLiteral() {
            super(null, null, false, false);
        }
    }
}
