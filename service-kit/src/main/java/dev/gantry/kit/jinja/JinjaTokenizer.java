package dev.gantry.kit.jinja;

import dev.gantry.kit.jinja.value.EvaluationException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of one expression, taken one after another. */
final class JinjaTokenizer {

    // 'https' if pulp_enable_tls | bool else 'http'
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(\"(?:[^\"\\\\]|\\\\.)*+\"|'(?:[^'\\\\]|\\\\.)*+'"
                    + "|0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|\\d[\\d_]*(?:\\.\\d+)?(?:[eE][-+]?\\d+)?|[A-Za-z_][A-Za-z0-9_]*"
                    + "|==|!=|<=|>=|\\*\\*|//|[-+~|.,:=<>()\\[\\]{}*/%])\\s*",
            Pattern.DOTALL);

    /** Each word may add a call to the evaluation of what stands before it. */
    private static final int MOST = 1000;

    private static final int SHOWN = 80;

    private final String text;
    private final List<String> tokens = new ArrayList<>();
    private int at;

    /** @throws EvaluationException when a part of it is no word of an expression */
    JinjaTokenizer(String text) {
        this.text = text;
        Matcher m = TOKEN.matcher(text);
        while (m.lookingAt() && tokens.size() <= MOST) {
            tokens.add(m.group(1));
            m.region(m.end(), text.length());
        }
        if (tokens.size() > MOST) {
            throw tooLong();
        }
        if (m.regionStart() < text.length() || tokens.isEmpty()) {
            throw notKnown();
        }
    }

    boolean isEnd() {
        return at == tokens.size();
    }

    /** The next word without taking it; empty at the end. */
    String peek() {
        return peek(0);
    }

    String peek(int ahead) {
        return at + ahead < tokens.size() ? tokens.get(at + ahead) : "";
    }

    String next() {
        if (isEnd()) {
            throw notKnown();
        }
        return tokens.get(at++);
    }

    boolean isOneOf(String... words) {
        return List.of(words).contains(peek());
    }

    /** Takes the word if it is the next one. */
    boolean take(String word) {
        boolean isThere = peek().equals(word);
        at += isThere ? 1 : 0;
        return isThere;
    }

    void need(String word) {
        if (!take(word)) {
            throw notKnown();
        }
    }

    EvaluationException notKnown() {
        return EvaluationException.ansibles("{{ " + shown() + " }}");
    }

    EvaluationException tooLong() {
        return new EvaluationException(
                "{{ " + shown() + " }}",
                "at most %d words, %d deep".formatted(MOST, JinjaParser.DEEPEST),
                "Write the value out, or put parts of it into variables.");
    }

    private String shown() {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }
}
