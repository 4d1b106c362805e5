package dev.gantry.kit.jinja;

import dev.gantry.kit.jinja.value.EvaluationException;
import dev.gantry.kit.jinja.value.JinjaExpression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fills the expressions in a value, whatever it is made of. Statements are not filled. */
public final class JinjaRenderer {

    private static final int LONGEST = 1 << 20;

    private final JinjaExpression.Scope scope;

    public JinjaRenderer(JinjaExpression.Scope scope) {
        this.scope = scope;
    }

    /** @throws EvaluationException for what cannot be filled from here */
    public @Nullable Object fill(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text -> fillText(text);
            case List<?> list -> {
                List<@Nullable Object> filled = new ArrayList<>();
                list.forEach(item -> filled.add(fill(item)));
                yield filled;
            }
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> filled = new LinkedHashMap<>();
                map.forEach((key, item) -> filled.put(String.valueOf(key), fill(item)));
                yield filled;
            }
            default -> value;
        };
    }

    private @Nullable Object fillText(String written) {
        if (written.indexOf('{') < 0) {
            return written;
        }
        List<JinjaTemplate.Part> parts = JinjaTemplate.parse(written).parts();
        if (parts.size() == 1 && parts.getFirst() instanceof JinjaTemplate.Expression only) {
            Object value = evaluated(only.expression());
            return value == null && !isName(only.expression()) ? "" : value;
        }
        List<@Nullable Object> values = new ArrayList<>();
        for (JinjaTemplate.Part part : parts) {
            values.add(
                    switch (part) {
                        case JinjaTemplate.Text text -> text.text();
                        case JinjaTemplate.Expression expression -> evaluated(expression.expression());
                    });
        }
        return isStructure(values) ? values.getFirst() : joined(values);
    }

    /** Ansible hands on what a variable is, and prints what an expression makes: nothing is an empty text then. */
    private static boolean isName(String expression) {
        return expression.strip().matches("(?!(?i:none)$)\\w*");
    }

    /** Ansible takes a list or mapping for what it is, whatever blanks stand behind it: {@code >} leaves a line end there. */
    private static boolean isStructure(List<@Nullable Object> values) {
        return values.size() == 2
                && (values.getFirst() instanceof List || values.getFirst() instanceof Map)
                && values.get(1) instanceof String text
                && text.isBlank();
    }

    private static String joined(List<@Nullable Object> values) {
        StringBuilder whole = new StringBuilder();
        for (Object value : values) {
            // Ansible prints nothing for null within a text
            whole.append(value == null ? "" : JinjaExpression.text(value));
            bound(whole);
        }
        return whole.toString();
    }

    private @Nullable Object evaluated(String expression) {
        Object value = JinjaParser.parse(expression.strip()).value(scope);
        if (value instanceof JinjaExpression.Unset unset) {
            throw unset.why();
        }
        if (value instanceof String text) {
            bound(text);
        }
        return value;
    }

    private static void bound(CharSequence text) {
        if (text.length() > LONGEST) {
            throw new EvaluationException(
                    text.subSequence(0, 40) + "...", "at most " + LONGEST + " characters", "Write the value out.");
        }
    }
}
