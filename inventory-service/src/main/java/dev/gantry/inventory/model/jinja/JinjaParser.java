package dev.gantry.inventory.model.jinja;

import dev.gantry.inventory.model.variables.VariablePrecedence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the expressions that inventories are written with: variables, texts, conditions, indexes, filters and lookups of variables.
 * Source: Jinja documentation, "Template Designer Documentation", Expressions.
 */
final class JinjaParser {

    static final int DEEPEST = 60;

    private final JinjaTokenizer tokens;
    private int depth;

    private JinjaParser(JinjaTokenizer tokens) {
        this.tokens = tokens;
    }

    /** @throws EvaluationException when it is written with more than is understood here */
    static JinjaExpression parse(String expression) {
        JinjaParser parser = new JinjaParser(new JinjaTokenizer(expression));
        JinjaExpression parsed = parser.condition();
        if (!parser.tokens.isEnd()) {
            throw parser.tokens.notKnown();
        }
        return parsed;
    }

    private JinjaExpression condition() {
        if (++depth > DEEPEST) {
            throw tokens.tooLong();
        }
        JinjaExpression condition = conditionInside();
        depth--;
        return condition;
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
        if (++depth > DEEPEST) {
            throw tokens.tooLong();
        }
        JinjaExpression inner = negation();
        depth--;
        return scope -> !JinjaExpression.isTrue(inner.value(scope));
    }

    private JinjaExpression comparison() {
        JinjaExpression left = sum();
        if (tokens.take("is")) {
            return test(left);
        }
        if (tokens.peek().equals("not") && tokens.peek(1).equals("in")) {
            tokens.next();
            tokens.next();
            JinjaExpression right = sum();
            return scope -> !JinjaOperators.isIn(left.value(scope), right.value(scope));
        }
        String sign = tokens.peek();
        if (!JinjaOperators.isComparison(sign)) {
            return left;
        }
        tokens.next();
        JinjaExpression right = sum();
        return scope -> JinjaOperators.compare(sign, left.value(scope), right.value(scope));
    }

    private JinjaExpression test(JinjaExpression left) {
        boolean isWanted = !tokens.take("not");
        return switch (tokens.next()) {
            case "defined" -> scope -> left.value(scope) instanceof JinjaExpression.Unset != isWanted;
            case "undefined" -> scope -> left.value(scope) instanceof JinjaExpression.Unset == isWanted;
            case "none" -> scope -> (left.value(scope) == null) == isWanted;
            default -> throw tokens.notKnown();
        };
    }

    private JinjaExpression sum() {
        JinjaExpression left = joined();
        while (tokens.peek().equals("+") || tokens.peek().equals("-")) {
            String sign = tokens.next();
            JinjaExpression first = left;
            JinjaExpression second = joined();
            left = scope -> JinjaOperators.sum(sign, first.value(scope), second.value(scope));
        }
        return left;
    }

    /** {@code ~} binds more tightly than {@code +}. */
    private JinjaExpression joined() {
        JinjaExpression left = filtered();
        while (tokens.take("~")) {
            JinjaExpression first = left;
            JinjaExpression second = filtered();
            left = scope -> JinjaExpression.text(first.value(scope)) + JinjaExpression.text(second.value(scope));
        }
        return left;
    }

    private JinjaExpression filtered() {
        JinjaExpression value = primary();
        while (true) {
            JinjaExpression inner = value;
            if (tokens.take("|")) {
                value = filter(inner);
            } else if (tokens.take("[")) {
                JinjaExpression key = condition();
                tokens.need("]");
                value = scope -> JinjaOperators.part(inner.value(scope), key.value(scope));
            } else if (tokens.take(".")) {
                String key = tokens.next();
                value = scope -> JinjaOperators.part(inner.value(scope), key);
            } else {
                return value;
            }
        }
    }

    /** {@code ansible.builtin.bool} is {@code bool}. */
    private JinjaExpression filter(JinjaExpression inner) {
        String name = tokens.next();
        while (tokens.take(".")) {
            name = tokens.next();
        }
        Map<String, JinjaExpression> arguments = tokens.take("(") ? arguments() : Map.of();
        JinjaFilter filter = JinjaFilter.named(name).orElseThrow(tokens::notKnown);
        return scope -> {
            List<@Nullable Object> values = new ArrayList<>();
            arguments.values().forEach(a -> values.add(a.value(scope)));
            return filter.apply(inner.value(scope), values, scope);
        };
    }

    /** In the order of writing; keyword arguments by their names, others by their places. */
    private Map<String, JinjaExpression> arguments() {
        Map<String, JinjaExpression> arguments = new LinkedHashMap<>();
        while (!tokens.take(")")) {
            String name = Integer.toString(arguments.size());
            if (tokens.peek(1).equals("=")) {
                name = tokens.next();
                tokens.need("=");
            }
            arguments.put(name, condition());
            separated(")");
        }
        return arguments;
    }

    private JinjaExpression list() {
        List<JinjaExpression> items = new ArrayList<>();
        while (!tokens.take("]")) {
            items.add(condition());
            separated("]");
        }
        return scope -> {
            List<@Nullable Object> values = new ArrayList<>();
            items.forEach(item -> values.add(item.value(scope)));
            return values;
        };
    }

    private void separated(String end) {
        if (!tokens.peek().equals(end)) {
            tokens.need(",");
        }
    }

    private JinjaExpression primary() {
        String token = tokens.next();
        return switch (token) {
            case "(" -> {
                JinjaExpression inner = condition();
                tokens.need(")");
                yield inner;
            }
            case "[" -> list();
            case "true", "True" -> scope -> true;
            case "false", "False" -> scope -> false;
            case "none", "None" -> scope -> null;
            case "lookup" -> lookup();
            default -> leaf(token);
        };
    }

    private JinjaExpression leaf(String token) {
        char first = token.charAt(0);
        if (token.indexOf('\\') >= 0) {
            throw tokens.notKnown();
        }
        if (first == '"' || first == '\'') {
            String literal = token.substring(1, token.length() - 1);
            return scope -> literal;
        }
        if (Character.isDigit(first)) {
            Number number =
                    token.matches("\\d{1,9}") ? (Number) Integer.valueOf(token) : (Number) Double.valueOf(token);
            return scope -> number;
        }
        if (!Character.isLetter(first) && first != '_' || tokens.peek().equals("(")) {
            throw tokens.notKnown();
        }
        return scope -> scope.resolve(token);
    }

    /** {@code lookup('vars', NAME)} and {@code lookup('env', 'HOME')}; nothing else can be asked from here. */
    private JinjaExpression lookup() {
        tokens.need("(");
        Map<String, JinjaExpression> arguments = arguments();
        JinjaExpression kind = arguments.get("0");
        JinjaExpression name = arguments.get("1");
        if (kind == null || name == null) {
            throw tokens.notKnown();
        }
        JinjaExpression fallback = arguments.get("default");
        return scope -> {
            Object found =
                    found(JinjaExpression.text(kind.value(scope)), JinjaExpression.text(name.value(scope)), scope);
            return found instanceof JinjaExpression.Unset && fallback != null ? fallback.value(scope) : found;
        };
    }

    private @Nullable Object found(String plugin, String name, JinjaExpression.Scope scope) {
        return switch (plugin.replaceFirst("^ansible\\.builtin\\.", "")) {
            case "vars" -> scope.resolve(name);
            case "env" -> name.equals("HOME") ? scope.resolve(VariablePrecedence.CONTROL_HOME) : otherEnvironment(name);
            default -> throw tokens.notKnown();
        };
    }

    /** What else is set where Ansible runs is nobody's to know here. */
    private static Object otherEnvironment(String name) {
        return new JinjaExpression.Unset(EvaluationException.unset(
                "lookup('env', '" + name + "')", "HOME, or a value that the folder holds", "Write the value out."));
    }
}
