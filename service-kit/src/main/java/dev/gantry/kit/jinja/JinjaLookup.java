package dev.gantry.kit.jinja;

import dev.gantry.kit.jinja.value.EvaluationException;
import dev.gantry.kit.jinja.value.JinjaExpression;
import dev.gantry.kit.jinja.value.JinjaOperators;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code lookup('vars', NAME)} and {@code lookup('env', 'HOME')}; nothing else can be asked from here. */
final class JinjaLookup {

    /** What is known of the environment in which kayobe runs, by the variable that holds it here. */
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "HOME", "gantry_control_home",
            "KAYOBE_CONFIG_PATH", "kayobe_config_path",
            "KAYOBE_ENVIRONMENT", "kayobe_environment");

    private final JinjaTokenizer tokens;

    JinjaLookup(JinjaTokenizer tokens) {
        this.tokens = tokens;
    }

    JinjaExpression one(Map<String, JinjaExpression> arguments) {
        JinjaExpression kind = arguments.get("0");
        JinjaExpression name = arguments.get("1");
        if (kind == null || name == null || arguments.containsKey("2")) {
            throw tokens.notKnown();
        }
        return scope -> {
            Object found =
                    found(JinjaExpression.text(kind.value(scope)), JinjaExpression.text(name.value(scope)), scope);
            JinjaExpression fallback = arguments.get("default");
            return found instanceof JinjaExpression.Unset && fallback != null ? fallback.value(scope) : found;
        };
    }

    /** The same as a list. */
    JinjaExpression all(Map<String, JinjaExpression> arguments) {
        JinjaExpression one = one(arguments);
        return scope -> {
            List<@Nullable Object> found = new ArrayList<>();
            found.add(JinjaOperators.set(one.value(scope)));
            return found;
        };
    }

    private @Nullable Object found(String plugin, String name, JinjaExpression.Scope scope) {
        return switch (plugin.replaceFirst("^ansible\\.builtin\\.", "")) {
            case "vars" -> scope.resolve(name);
            case "env" -> {
                String variable = ENVIRONMENT.get(name);
                yield variable == null ? otherEnvironment(name) : scope.resolve(variable);
            }
            default -> throw tokens.notKnown();
        };
    }

    /** What else is set where Ansible runs is nobody's to know here. */
    private static Object otherEnvironment(String name) {
        return new JinjaExpression.Unset(EvaluationException.unset(
                "lookup('env', '" + name + "')", "HOME, or a value that the folder holds", "Write the value out."));
    }
}
