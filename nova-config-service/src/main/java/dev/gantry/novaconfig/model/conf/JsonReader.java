package dev.gantry.novaconfig.model.conf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one JSON text from its first letter to its last. Source: RFC 8259, and Python's json module where it takes more. */
final class JsonReader {

    // -12.5e3   NaN   -Infinity
    private static final Pattern NUMBER =
            Pattern.compile("-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?|NaN|-?Infinity");
    private static final int DEEPEST = 50;
    private static final int HEX = 16;
    private static final int ESCAPED_DIGITS = 4;
    private static final String ESCAPES = "\"\\/bfnrt";
    private static final String ESCAPED = "\"\\/\b\f\n\r\t";

    /** Leaves the reader at the first letter that does not belong there. */
    private static final class NotJson extends Exception {
        private static final long serialVersionUID = 1L;

        NotJson() {
            super("", null, false, false);
        }
    }

    private final String text;
    private int at;

    JsonReader(String text) {
        this.text = text;
    }

    Optional<Json> read() {
        try {
            Json value = value(0);
            blanks();
            return at == text.length() ? Optional.of(value) : Optional.empty();
        } catch (NotJson e) {
            return Optional.empty();
        }
    }

    private Json value(int depth) throws NotJson {
        blanks();
        if (depth > DEEPEST || at >= text.length()) {
            throw new NotJson();
        }
        return switch (text.charAt(at)) {
            case '{' -> members(depth);
            case '[' -> items(depth);
            case '"' -> new Json.Text(string());
            default -> word();
        };
    }

    private Json word() throws NotJson {
        for (Map.Entry<String, Json> known : Map.<String, Json>of(
                        "true", new Json.Truth(true), "false", new Json.Truth(false), "null", new Json.Nothing())
                .entrySet()) {
            if (text.startsWith(known.getKey(), at)) {
                at += known.getKey().length();
                return known.getValue();
            }
        }
        Matcher m = NUMBER.matcher(text).region(at, text.length());
        if (!m.lookingAt() || m.group().isEmpty()) {
            throw new NotJson();
        }
        at = m.end();
        return new Json.Number(m.group());
    }

    private Json items(int depth) throws NotJson {
        List<Json> items = new ArrayList<>();
        at++;
        if (ends(']')) {
            return new Json.Items(items);
        }
        do {
            items.add(value(depth + 1));
        } while (goesOn(']'));
        return new Json.Items(items);
    }

    private Json members(int depth) throws NotJson {
        Map<String, Json> members = new LinkedHashMap<>();
        at++;
        if (ends('}')) {
            return new Json.Members(members);
        }
        do {
            blanks();
            String key = string();
            blanks();
            take(':');
            members.put(key, value(depth + 1));
        } while (goesOn('}'));
        return new Json.Members(members);
    }

    private boolean ends(char end) {
        blanks();
        boolean there = at < text.length() && text.charAt(at) == end;
        at += there ? 1 : 0;
        return there;
    }

    /** Whether a comma follows, and not the end. */
    private boolean goesOn(char end) throws NotJson {
        if (ends(end)) {
            return false;
        }
        take(',');
        return true;
    }

    private void take(char wanted) throws NotJson {
        if (at >= text.length() || text.charAt(at) != wanted) {
            throw new NotJson();
        }
        at++;
    }

    private String string() throws NotJson {
        take('"');
        StringBuilder out = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return out.toString();
            }
            if (c < ' ') {
                throw new NotJson();
            }
            out.append(c == '\\' ? escaped() : c);
        }
        throw new NotJson();
    }

    private char escaped() throws NotJson {
        char c = at < text.length() ? text.charAt(at++) : ' ';
        int known = ESCAPES.indexOf(c);
        if (known >= 0) {
            return ESCAPED.charAt(known);
        }
        if (c != 'u' || at + ESCAPED_DIGITS > text.length()) {
            throw new NotJson();
        }
        String digits = text.substring(at, at + ESCAPED_DIGITS);
        if (!digits.matches("[0-9a-fA-F]{4}")) {
            throw new NotJson();
        }
        at += ESCAPED_DIGITS;
        return (char) Integer.parseInt(digits, HEX);
    }

    private void blanks() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }
}
