package dev.gantry.kit.jinja;

import dev.gantry.kit.jinja.value.EvaluationException;
import dev.gantry.kit.jinja.value.JinjaExpression;
import dev.gantry.kit.jinja.value.JinjaOperators;

/**
 * Reads the expressions that inventories are written with: conditions, comparisons and sums; what they are about is read by
 * {@link JinjaValueParser}. Source: Jinja documentation, "Template Designer Documentation", Expressions; its parser.py.
 */
public final class JinjaParser {

    static final int DEEPEST = 60;

    private final JinjaTokenizer tokens;
    private final JinjaValueParser values;
    private int depth;

    private JinjaParser(JinjaTokenizer tokens) {
        this.tokens = tokens;
        this.values = new JinjaValueParser(tokens, this::condition, this::unary);
    }

    /** @throws EvaluationException when it is written with more than is understood here */
    public static JinjaExpression parse(String expression) {
        JinjaParser parser = new JinjaParser(new JinjaTokenizer(expression));
        JinjaExpression parsed = parser.condition();
        if (!parser.tokens.isEnd()) {
            throw parser.tokens.notKnown();
        }
        return parsed;
    }

    private JinjaExpression condition() {
        deeper();
        JinjaExpression condition = conditionInside();
        depth--;
        return condition;
    }

    private void deeper() {
        if (++depth > DEEPEST) {
            throw tokens.tooLong();
        }
    }

    private JinjaExpression conditionInside() {
        JinjaExpression whenTrue = either();
        if (!tokens.take("if")) {
            return whenTrue;
        }
        JinjaExpression test = either();
        JinjaExpression otherwise = tokens.take("else") ? condition() : scope -> "";
        return scope -> JinjaExpression.isTrue(test.value(scope)) ? whenTrue.value(scope) : otherwise.value(scope);
    }

    private JinjaExpression either() {
        JinjaExpression left = both();
        while (tokens.take("or")) {
            JinjaExpression first = left;
            JinjaExpression second = both();
            left = scope -> {
                Object value = first.value(scope);
                return JinjaExpression.isTrue(value) ? value : second.value(scope);
            };
        }
        return left;
    }

    private JinjaExpression both() {
        JinjaExpression left = negation();
        while (tokens.take("and")) {
            JinjaExpression first = left;
            JinjaExpression second = negation();
            left = scope -> {
                Object value = first.value(scope);
                return JinjaExpression.isTrue(value) ? second.value(scope) : value;
            };
        }
        return left;
    }

    private JinjaExpression negation() {
        if (!tokens.take("not")) {
            return comparison();
        }
        deeper();
        JinjaExpression inner = negation();
        depth--;
        return scope -> !JinjaExpression.isTrue(inner.value(scope));
    }

    /** {@code 1 <= slots <= 16}: all of them hold. */
    private JinjaExpression comparison() {
        JinjaExpression left = sum();
        JinjaExpression whole = null;
        while (isCompared()) {
            boolean isNot = tokens.take("not");
            String sign = tokens.next();
            JinjaExpression first = left;
            JinjaExpression second = sum();
            JinjaExpression one =
                    scope -> JinjaOperators.compare(sign, first.value(scope), second.value(scope)) != isNot;
            JinjaExpression before = whole;
            whole = before == null
                    ? one
                    : scope -> JinjaExpression.isTrue(before.value(scope)) && JinjaExpression.isTrue(one.value(scope));
            left = second;
        }
        return whole == null ? left : whole;
    }

    private boolean isCompared() {
        return JinjaOperators.isComparison(tokens.peek())
                || tokens.peek().equals("not") && tokens.peek(1).equals("in");
    }

    private JinjaExpression sum() {
        JinjaExpression left = joined();
        while (tokens.peek().equals("+") || tokens.peek().equals("-")) {
            left = calculated(tokens.next(), left, joined());
        }
        return left;
    }

    /** {@code ~} binds more tightly than {@code +}. */
    private JinjaExpression joined() {
        JinjaExpression left = product();
        while (tokens.take("~")) {
            JinjaExpression first = left;
            JinjaExpression second = product();
            left = scope -> JinjaExpression.text(first.value(scope)) + JinjaExpression.text(second.value(scope));
        }
        return left;
    }

    private JinjaExpression product() {
        JinjaExpression left = power();
        while (tokens.isOneOf("*", "/", "//", "%")) {
            left = calculated(tokens.next(), left, power());
        }
        return left;
    }

    private JinjaExpression power() {
        JinjaExpression left = values.filtered(unary());
        while (tokens.peek().equals("**")) {
            left = calculated(tokens.next(), left, values.filtered(unary()));
        }
        return left;
    }

    /** A filter behind it is of the whole: {@code -3 | abs}. */
    private JinjaExpression unary() {
        if (!tokens.isOneOf("-", "+")) {
            return values.value();
        }
        boolean isMinus = tokens.next().equals("-");
        deeper();
        JinjaExpression inner = unary();
        depth--;
        return isMinus ? calculated("-", scope -> 0L, inner) : inner;
    }

    private static JinjaExpression calculated(String sign, JinjaExpression first, JinjaExpression second) {
        return scope -> JinjaOperators.calculated(sign, first.value(scope), second.value(scope));
    }
}
