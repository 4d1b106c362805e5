package dev.gantry.imagebuilder.yaml;

import dev.gantry.kit.jinja.JinjaRenderer;
import dev.gantry.kit.jinja.value.EvaluationException;
import dev.gantry.kit.jinja.value.JinjaExpression;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a file, filled as late as Ansible does: a list or mapping is given as it is written, and what stands in it is filled when
 * it is asked for, so that a value which nobody can fill spoils nothing beside it.
 */
final class ConfigVariables {

    // "{{ image_rocky9_nvidia }}"
    private static final Pattern VARIABLE = Pattern.compile("\\{\\{-?\\s*([A-Za-z_][A-Za-z0-9_]*)\\s*-?\\}\\}\\s*");
    private static final int LONGEST_CHAIN = 200;

    private final Map<String, @Nullable Object> variables;
    private final Map<String, @Nullable Object> filled = new HashMap<>();
    private final JinjaRenderer filler = new JinjaRenderer(this::value);
    private int open;

    ConfigVariables(Map<String, @Nullable Object> variables) {
        this.variables = variables;
    }

    /** Of a value that is nothing but a variable what that variable holds, through as many as it takes; another one as it is. */
    @Nullable
    Object followed(@Nullable Object value) {
        Object at = value;
        for (int steps = 0; at instanceof String text; steps++) {
            Matcher whole = VARIABLE.matcher(text);
            if (!whole.matches()) {
                return at;
            }
            if (steps > LONGEST_CHAIN) {
                throw circle(text);
            }
            at = written(whole.group(1));
        }
        return at;
    }

    /**
     * A text with its expressions filled, or the list or mapping that they make; what stands in these is not filled yet.
     *
     * @throws EvaluationException for what only Ansible can fill, and for what is sealed
     */
    @Nullable
    Object filled(@Nullable Object value) {
        Object followed = followed(value);
        if (followed instanceof JinjaExpression.Unset sealed) {
            throw sealed.why();
        }
        if (!(followed instanceof String text) || !text.contains("{")) {
            return followed;
        }
        if (++open > LONGEST_CHAIN) {
            throw circle(text);
        }
        try {
            Object once = filler.fill(text);
            // an attribute of a mapping may itself be an expression; what stands between raw and endraw is none
            boolean isFilledFurther = once instanceof String more && !more.equals(text) && !text.contains("{% raw");
            return isFilledFurther ? filled(once) : once;
        } finally {
            open--;
        }
    }

    /** For expressions. */
    private @Nullable Object value(String name) {
        if (!variables.containsKey(name)) {
            return new JinjaExpression.Unset(unknown(name));
        }
        if (!filled.containsKey(name)) {
            filled.put(name, variables.get(name) instanceof String text ? filled(text) : variables.get(name));
        }
        return filled.get(name);
    }

    private @Nullable Object written(String name) {
        if (!variables.containsKey(name)) {
            throw unknown(name).in(name);
        }
        return variables.get(name);
    }

    private EvaluationException unknown(String name) {
        return EvaluationException.unset(
                "{{ %s }}: no such variable in the file".formatted(name),
                "one of " + variables.keySet(),
                "Put it into the file, or write the value out");
    }

    private static EvaluationException circle(String text) {
        return new EvaluationException(text, "a variable that does not lead back to itself", "Break the circle");
    }
}
