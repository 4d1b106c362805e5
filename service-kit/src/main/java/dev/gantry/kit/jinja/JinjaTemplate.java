package dev.gantry.kit.jinja;

import dev.gantry.kit.jinja.value.EvaluationException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with expressions in it, cut into its parts. Source: Jinja, lexer.py; Ansible takes away the line end behind a comment (trim_blocks).
 */
public record JinjaTemplate(List<Part> parts) {

    // {% raw %}{{ instance }}{% endraw %}
    private static final Pattern RAW =
            Pattern.compile("\\{%\\s*raw\\s*%}\\n?(.*?)\\{%\\s*endraw\\s*%}\\n?", Pattern.DOTALL);

    /** A piece of it. */
    public sealed interface Part {}

    /** Stays as it is. */
    public record Text(String text) implements Part {}

    /** {@code {{ pulp_url }}}, without its brackets. */
    public record Expression(String expression) implements Part {}

    public JinjaTemplate {
        parts = List.copyOf(parts);
    }

    /** @throws EvaluationException when it holds statements, which only Ansible fills, or an expression without an end */
    public static JinjaTemplate parse(String text) {
        return new Cutter(text).cut();
    }

    /** Goes through the text once. */
    private static final class Cutter {

        private final String text;
        private final List<Part> parts = new ArrayList<>();
        private final StringBuilder plain = new StringBuilder();
        private int at;

        Cutter(String text) {
            this.text = text;
        }

        JinjaTemplate cut() {
            while (at < text.length()) {
                if (text.startsWith("{{", at)) {
                    tag("}}", true);
                } else if (text.startsWith("{#", at)) {
                    tag("#}", false);
                } else if (text.startsWith("{%", at)) {
                    raw();
                } else {
                    plain.append(text.charAt(at++));
                }
            }
            flush();
            return new JinjaTemplate(parts);
        }

        /** A dash at its begin or end takes the blanks beside it away. */
        private void tag(String closing, boolean isExpression) {
            int end = isExpression ? endOfExpression(at + 2) : text.indexOf(closing, at + 2);
            if (end < 0) {
                throw new EvaluationException(text, "an end " + closing, "Correct the expression.");
            }
            String inside = text.substring(at + 2, end);
            if (inside.startsWith("-")) {
                plain.setLength(plain.toString().stripTrailing().length());
            }
            flush();
            at = end + closing.length();
            if (inside.endsWith("-")) {
                skipBlanks();
            } else if (!isExpression && text.startsWith("\n", at)) {
                at++;
            }
            if (isExpression) {
                parts.add(new Expression(inside.replaceFirst("^[-+]", "").replaceFirst("-$", "")));
            }
        }

        /** What nobody fills; other statements are Ansible's. */
        private void raw() {
            Matcher raw = RAW.matcher(text).region(at, text.length());
            if (!raw.lookingAt()) {
                throw EvaluationException.ansibles(text);
            }
            plain.append(raw.group(1));
            at = raw.end();
        }

        private void skipBlanks() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }

        /** Not within quotes, and not where it closes mappings. */
        private int endOfExpression(int from) {
            int open = 0;
            int i = from;
            while (i < text.length()) {
                switch (text.charAt(i)) {
                    case '"', '\'' -> i = endOfQuote(i);
                    case '{' -> open++;
                    case '}' -> {
                        if (open-- == 0) {
                            return text.startsWith("}}", i) ? i : -1;
                        }
                    }
                    default -> {}
                }
                i++;
            }
            return -1;
        }

        /** The place of the quote that closes the one there; the end of the text where none does. */
        private int endOfQuote(int from) {
            for (int i = from + 1; i < text.length(); i++) {
                if (text.charAt(i) == '\\') {
                    i++;
                } else if (text.charAt(i) == text.charAt(from)) {
                    return i;
                }
            }
            return text.length();
        }

        private void flush() {
            if (!plain.isEmpty()) {
                parts.add(new Text(plain.toString()));
                plain.setLength(0);
            }
        }
    }
}
