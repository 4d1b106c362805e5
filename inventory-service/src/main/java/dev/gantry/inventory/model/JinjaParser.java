package dev.gantry.inventory.model;

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

    private final JinjaTokens tokens;

    private JinjaParser(JinjaTokens tokens) {
        this.tokens = tokens;
    }

    /** @throws Unfillable when it is written with more than is understood here */
    static Jinja parse(String expression) {
        JinjaParser parser = new JinjaParser(new JinjaTokens(expression));
        Jinja parsed = parser.condition();
        if (!parser.tokens.isEnd()) {
            throw parser.tokens.notKnown();
        }
        return parsed;
    }

    private Jinja condition() {
        Jinja whenTrue = either();
        if (!tokens.take("if")) {
            return whenTrue;
        }
        Jinja test = either();
        Jinja otherwise = tokens.take("else") ? condition() : scope -> "";
        return scope -> Jinja.isTrue(test.value(scope)) ? whenTrue.value(scope) : otherwise.value(scope);
    }

    private Jinja either() {
        Jinja left = both();
        while (tokens.take("or")) {
            Jinja first = left;
            Jinja second = both();
            left = scope -> {
                Object value = first.value(scope);
                return Jinja.isTrue(value) ? value : second.value(scope);
            };
        }
        return left;
    }

    private Jinja both() {
        Jinja left = negation();
        while (tokens.take("and")) {
            Jinja first = left;
            Jinja second = negation();
            left = scope -> {
                Object value = first.value(scope);
                return Jinja.isTrue(value) ? second.value(scope) : value;
            };
        }
        return left;
    }

    private Jinja negation() {
        if (!tokens.take("not")) {
            return comparison();
        }
        Jinja inner = negation();
        return scope -> !Jinja.isTrue(inner.value(scope));
    }

    private Jinja comparison() {
        Jinja left = sum();
        if (tokens.take("is")) {
            return test(left);
        }
        if (tokens.peek().equals("not") && tokens.peek(1).equals("in")) {
            tokens.next();
            tokens.next();
            Jinja right = sum();
            return scope -> !JinjaValues.isIn(left.value(scope), right.value(scope));
        }
        String sign = tokens.peek();
        if (!JinjaValues.isComparison(sign)) {
            return left;
        }
        tokens.next();
        Jinja right = sum();
        return scope -> JinjaValues.compare(sign, left.value(scope), right.value(scope));
    }

    private Jinja test(Jinja left) {
        boolean isWanted = !tokens.take("not");
        return switch (tokens.next()) {
            case "defined" -> scope -> left.value(scope) instanceof Jinja.Unset != isWanted;
            case "undefined" -> scope -> left.value(scope) instanceof Jinja.Unset == isWanted;
            case "none" -> scope -> (left.value(scope) == null) == isWanted;
            default -> throw tokens.notKnown();
        };
    }

    private Jinja sum() {
        Jinja left = joined();
        while (tokens.peek().equals("+") || tokens.peek().equals("-")) {
            String sign = tokens.next();
            Jinja first = left;
            Jinja second = joined();
            left = scope -> JinjaValues.sum(sign, first.value(scope), second.value(scope));
        }
        return left;
    }

    /** {@code ~} binds more tightly than {@code +}. */
    private Jinja joined() {
        Jinja left = filtered();
        while (tokens.take("~")) {
            Jinja first = left;
            Jinja second = filtered();
            left = scope -> Jinja.text(first.value(scope)) + Jinja.text(second.value(scope));
        }
        return left;
    }

    private Jinja filtered() {
        Jinja value = primary();
        while (true) {
            Jinja inner = value;
            if (tokens.take("|")) {
                value = filter(inner);
            } else if (tokens.take("[")) {
                Jinja key = condition();
                tokens.need("]");
                value = scope -> JinjaValues.part(inner.value(scope), key.value(scope));
            } else if (tokens.take(".")) {
                String key = tokens.next();
                value = scope -> JinjaValues.part(inner.value(scope), key);
            } else {
                return value;
            }
        }
    }

    /** {@code ansible.builtin.bool} is {@code bool}. */
    private Jinja filter(Jinja inner) {
        String name = tokens.next();
        while (tokens.take(".")) {
            name = tokens.next();
        }
        Map<String, Jinja> arguments = tokens.take("(") ? arguments() : Map.of();
        JinjaFilter filter = JinjaFilter.named(name).orElseThrow(tokens::notKnown);
        return scope -> {
            List<@Nullable Object> values = new ArrayList<>();
            arguments.values().forEach(a -> values.add(a.value(scope)));
            return filter.apply(inner.value(scope), values, scope);
        };
    }

    /** In the order of writing; keyword arguments by their names, others by their places. */
    private Map<String, Jinja> arguments() {
        Map<String, Jinja> arguments = new LinkedHashMap<>();
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

    private Jinja list() {
        List<Jinja> items = new ArrayList<>();
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

    private Jinja primary() {
        String token = tokens.next();
        return switch (token) {
            case "(" -> {
                Jinja inner = condition();
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

    private Jinja leaf(String token) {
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
        return scope -> scope.look(token);
    }

    /** {@code lookup('vars', NAME)} and {@code lookup('env', 'HOME')}; nothing else can be asked from here. */
    private Jinja lookup() {
        tokens.need("(");
        Map<String, Jinja> arguments = arguments();
        Jinja kind = arguments.get("0");
        Jinja name = arguments.get("1");
        if (kind == null || name == null) {
            throw tokens.notKnown();
        }
        Jinja fallback = arguments.get("default");
        return scope -> {
            Object found = found(Jinja.text(kind.value(scope)), Jinja.text(name.value(scope)), scope);
            return found instanceof Jinja.Unset && fallback != null ? fallback.value(scope) : found;
        };
    }

    private @Nullable Object found(String plugin, String name, Jinja.Scope scope) {
        return switch (plugin.replaceFirst("^ansible\\.builtin\\.", "")) {
            case "vars" -> scope.look(name);
            case "env" -> name.equals("HOME") ? scope.look(Precedence.CONTROL_HOME) : otherEnvironment(name);
            default -> throw tokens.notKnown();
        };
    }

    /** What else is set where Ansible runs is nobody's to know here. */
    private static Object otherEnvironment(String name) {
        return new Jinja.Unset(Unfillable.unset(
                "lookup('env', '" + name + "')", "HOME, or a value that the folder holds", "Write the value out."));
    }
}
