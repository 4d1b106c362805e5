package dev.gantry.kit.python;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes a regular expression of Python as Java's. */
final class PythonRegexReader {

    private static final int LONGEST = 2000;
    private static final String ESCAPES = "dDwWsSbBAZtnrf";

    // (?P<rack>   (?P=rack)   (?:   (?<=   (?i)   (?s-i:
    private static final Pattern GROUP =
            Pattern.compile("\\(\\?(?:P<(\\w+)>|P=(\\w+)\\)|(?:[:=!]|<[=!]|>)|[imsx]+\\)|[imsx]*-?[imsx]+:)");
    private static final Pattern HEX = Pattern.compile("x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}");

    private final String written;
    private final StringBuilder made = new StringBuilder();
    private final PythonRegex.Names names = new PythonRegex.Names();
    private int at;

    PythonRegexReader(String written) {
        this.written = written;
    }

    Map<String, String> names() {
        return names.all();
    }

    String read() {
        if (written.length() > LONGEST) {
            throw new PythonRegex.UnsupportedException("an expression of more than " + LONGEST + " characters");
        }
        while (at < written.length()) {
            switch (written.charAt(at)) {
                case '\\' -> escape(false);
                case '[' -> set();
                case '(' -> group();
                default -> made.append(written.charAt(at++));
            }
        }
        return made.toString();
    }

    private PythonRegex.UnsupportedException unsupported() {
        return new PythonRegex.UnsupportedException(written);
    }

    /** Python knows fewer letters than Java; what is an error there is not to mean something here. */
    private void escape(boolean isInSet) {
        if (at + 1 == written.length()) {
            throw unsupported();
        }
        char letter = written.charAt(at + 1);
        Matcher hex = HEX.matcher(written).region(at + 1, written.length());
        if (hex.lookingAt()) {
            made.append('\\').append(hex.group());
            at += hex.group().length() + 1;
            return;
        }
        if (isUnknown(letter) || isInSet && isNoLetter(letter)) {
            throw unsupported();
        }
        made.append(letter == 'Z' ? "\\z" : "\\" + letter);
        at += 2;
    }

    private static boolean isUnknown(char letter) {
        return letter == '0' || Character.isLetter(letter) && ESCAPES.indexOf(letter) < 0;
    }

    /** A group or a place, which a set cannot hold. */
    private static boolean isNoLetter(char letter) {
        return Character.isDigit(letter) || "ABZb".indexOf(letter) >= 0;
    }

    /** A bracket or an ampersand within a set is only itself. */
    private void set() {
        made.append('[');
        at++;
        if (written.startsWith("^", at)) {
            made.append('^');
            at++;
        }
        boolean isFirst = true;
        while (at < written.length() && (isFirst || written.charAt(at) != ']')) {
            char sign = written.charAt(at);
            if (sign == '\\') {
                escape(true);
            } else {
                made.append("[]&^".indexOf(sign) >= 0 ? "\\" : "").append(sign);
                at++;
            }
            isFirst = false;
        }
        if (at == written.length()) {
            throw unsupported();
        }
        made.append(']');
        at++;
    }

    private void group() {
        if (!written.startsWith("(?", at)) {
            made.append('(');
            at++;
            return;
        }
        Matcher m = GROUP.matcher(written).region(at, written.length());
        if (!m.lookingAt()) {
            throw unsupported();
        }
        if (m.group(1) != null) {
            made.append("(?<").append(names.add(m.group(1))).append('>');
        } else if (m.group(2) != null) {
            made.append("\\k<").append(names.of(m.group(2))).append('>');
        } else {
            made.append(m.group());
        }
        at = m.end();
    }
}
