package dev.gantry.kit.python;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What stands in for a match: <code>\1</code>, <code>\g&lt;name&gt;</code>. */
final class PythonReplacement {

    // \1   \g<rack>   \g<0>   \n   \.
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:([1-9]\\d?)|g<(\\w+)>|(.)|$)", Pattern.DOTALL);

    private PythonReplacement() {}

    static String of(String written, PythonRegex regex, MatchResult match) {
        Matcher m = ESCAPE.matcher(written);
        StringBuilder made = new StringBuilder();
        while (m.find()) {
            String group = m.group(1) == null ? m.group(2) : m.group(1);
            String text = group == null ? letter(m.group(3)) : shown(regex.group(match, group));
            m.appendReplacement(made, Matcher.quoteReplacement(text));
        }
        return m.appendTail(made).toString();
    }

    private static String shown(@Nullable String group) {
        return group == null ? "" : group;
    }

    /** An escaped letter that means nothing is an error in Python, another sign stays as it stands there. */
    private static String letter(@Nullable String escaped) {
        return switch (escaped) {
            case "\\" -> "\\";
            case "n" -> "\n";
            case "t" -> "\t";
            case "r" -> "\r";
            case null -> throw new PythonRegex.UnsupportedException("a replacement that ends in a backslash");
            default -> {
                if (Character.isLetterOrDigit(escaped.charAt(0))) {
                    throw new PythonRegex.UnsupportedException("\\" + escaped + " in a replacement");
                }
                yield "\\" + escaped;
            }
        };
    }
}
