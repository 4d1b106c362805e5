package dev.gantry.kit.jinja;

import dev.gantry.kit.jinja.filter.JinjaFilter;
import dev.gantry.kit.jinja.filter.JinjaMethods;
import dev.gantry.kit.jinja.filter.JinjaTest;
import dev.gantry.kit.jinja.filter.MapFilters;
import dev.gantry.kit.jinja.value.JinjaArguments;
import dev.gantry.kit.jinja.value.JinjaExpression;
import dev.gantry.kit.jinja.value.JinjaOperators;
import dev.gantry.kit.python.PythonNumber;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads what expressions are about: variables, texts, numbers, lists and mappings, their parts, filters and tests. */
final class JinjaValueParser {

    private final JinjaTokenizer tokens;
    private final Supplier<JinjaExpression> whole;
    private final Supplier<JinjaExpression> unary;
    private final JinjaLookup lookup;

    /**
     * @param whole reads an expression of any kind
     * @param unary reads one without operators but a sign
     */
    JinjaValueParser(JinjaTokenizer tokens, Supplier<JinjaExpression> whole, Supplier<JinjaExpression> unary) {
        this.tokens = tokens;
        this.whole = whole;
        this.unary = unary;
        this.lookup = new JinjaLookup(tokens);
    }

    /** With its parts: {@code cards[0].slots}. */
    JinjaExpression value() {
        JinjaExpression value = primary();
        while (tokens.isOneOf("[", ".")) {
            value = tokens.next().equals("[") ? indexed(value) : named(value);
        }
        return value;
    }

    /** With its filters and tests. */
    JinjaExpression filtered(JinjaExpression of) {
        JinjaExpression value = of;
        while (tokens.isOneOf("|", "is")) {
            value = tokens.next().equals("|") ? filter(value) : test(value);
        }
        return value;
    }

    private JinjaExpression indexed(JinjaExpression inner) {
        JinjaExpression from = tokens.peek().equals(":") ? scope -> null : whole.get();
        if (tokens.take("]")) {
            return scope -> JinjaOperators.part(inner.value(scope), from.value(scope));
        }
        tokens.need(":");
        JinjaExpression to = tokens.isOneOf(":", "]") ? scope -> null : whole.get();
        JinjaExpression step = tokens.take(":") && !tokens.peek().equals("]") ? whole.get() : scope -> null;
        tokens.need("]");
        return scope -> JinjaOperators.slice(inner.value(scope), from.value(scope), to.value(scope), step.value(scope));
    }

    private JinjaExpression named(JinjaExpression inner) {
        String name = tokens.next();
        if (!tokens.take("(")) {
            return scope -> JinjaOperators.part(inner.value(scope), name);
        }
        Map<String, JinjaExpression> arguments = arguments();
        return scope -> JinjaMethods.call(inner.value(scope), name, JinjaArguments.of(arguments, scope));
    }

    private JinjaExpression test(JinjaExpression left) {
        boolean isWanted = !tokens.take("not");
        JinjaTest test = JinjaTest.named(dotted());
        Map<String, JinjaExpression> arguments = tokens.take("(") ? arguments() : argument();
        return scope -> test.holds(left.value(scope), JinjaArguments.of(arguments, scope)) == isWanted;
    }

    /** Without brackets: {@code slots is divisibleby 2}. */
    private Map<String, JinjaExpression> argument() {
        boolean isThere = tokens.peek().matches("[\\w\"'\\[{(].*")
                && !tokens.isOneOf("if", "else", "and", "or", "not", "in", "is");
        return isThere ? Map.of("0", unary.get()) : Map.of();
    }

    private JinjaExpression filter(JinjaExpression inner) {
        JinjaFilter filter = JinjaFilter.named(dotted()).orElseThrow(tokens::notKnown);
        Map<String, JinjaExpression> arguments = tokens.take("(") ? arguments() : Map.of();
        return scope -> filter.apply(inner.value(scope), JinjaArguments.of(arguments, scope), scope);
    }

    /** {@code ansible.builtin.bool} is {@code bool}; what other collections have is not known here. */
    private String dotted() {
        StringBuilder name = new StringBuilder(tokens.next());
        while (tokens.take(".")) {
            name.append('.').append(tokens.next());
        }
        return name.toString().replaceFirst("^ansible\\.builtin\\.", "");
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
            arguments.put(name, whole.get());
            separated(")");
        }
        return arguments;
    }

    private JinjaExpression list(String end) {
        List<JinjaExpression> items = new ArrayList<>();
        while (!tokens.take(end)) {
            items.add(whole.get());
            separated(end);
        }
        return list(items);
    }

    private static JinjaExpression list(List<JinjaExpression> items) {
        return scope -> {
            List<@Nullable Object> values = new ArrayList<>();
            items.forEach(item -> values.add(item.value(scope)));
            return values;
        };
    }

    private JinjaExpression mapping() {
        Map<JinjaExpression, JinjaExpression> items = new LinkedHashMap<>();
        while (!tokens.take("}")) {
            JinjaExpression key = whole.get();
            tokens.need(":");
            items.put(key, whole.get());
            separated("}");
        }
        return scope -> {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            items.forEach((key, item) -> values.put(JinjaExpression.text(key.value(scope)), item.value(scope)));
            return values;
        };
    }

    private void separated(String end) {
        if (!tokens.peek().equals(end)) {
            tokens.need(",");
        }
    }

    /** An expression in brackets, or Python's list that cannot be changed: {@code (1, 2)}. */
    private JinjaExpression bracketed() {
        if (tokens.take(")")) {
            return list(List.of());
        }
        JinjaExpression first = whole.get();
        if (tokens.take(")")) {
            return first;
        }
        List<JinjaExpression> items = new ArrayList<>(List.of(first));
        while (!tokens.take(")")) {
            tokens.need(",");
            if (!tokens.peek().equals(")")) {
                items.add(whole.get());
            }
        }
        return list(items);
    }

    private JinjaExpression primary() {
        String token = tokens.next();
        return switch (token) {
            case "(" -> bracketed();
            case "[" -> list("]");
            case "{" -> mapping();
            case "true", "True" -> scope -> true;
            case "false", "False" -> scope -> false;
            case "none", "None" -> scope -> null;
            default -> leaf(token);
        };
    }

    private JinjaExpression leaf(String token) {
        char first = token.charAt(0);
        if (first == '"' || first == '\'') {
            return texts(token);
        }
        if (Character.isDigit(first)) {
            Number number = PythonNumber.read(token);
            if (number == null) {
                throw tokens.notKnown();
            }
            return scope -> number;
        }
        if (!Character.isLetter(first) && first != '_') {
            throw tokens.notKnown();
        }
        return tokens.take("(") ? function(token) : scope -> scope.resolve(token);
    }

    /** Python joins texts that follow each other. */
    private JinjaExpression texts(String token) {
        StringBuilder literal = new StringBuilder(unquoted(token));
        while (tokens.peek().startsWith("\"") || tokens.peek().startsWith("'")) {
            literal.append(unquoted(tokens.next()));
        }
        return scope -> literal.toString();
    }

    /**
     * Ansible doubles each backslash before Jinja reads it, so that it stays one, and so that a quote behind one ends the text. Source: Ansible,
     * template/__init__.py, _escape_backslashes.
     */
    private String unquoted(String token) {
        String text = token.substring(1, token.length() - 1);
        if (text.contains("\\\"") || text.contains("\\'")) {
            throw tokens.notKnown();
        }
        return text;
    }

    private JinjaExpression function(String name) {
        Map<String, JinjaExpression> arguments = arguments();
        return switch (name) {
            case "lookup" -> lookup.one(arguments);
            case "query", "q" -> lookup.all(arguments);
            case "range" -> scope -> JinjaMethods.range(JinjaArguments.of(arguments, scope));
            case "dict" -> scope -> MapFilters.dict(JinjaArguments.of(arguments, scope));
            default -> throw tokens.notKnown();
        };
    }
}
