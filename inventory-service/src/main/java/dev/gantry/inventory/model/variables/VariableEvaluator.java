package dev.gantry.inventory.model.variables;

import dev.gantry.inventory.model.text.NearestName;
import dev.gantry.inventory.model.text.Violation;
import dev.gantry.kit.jinja.JinjaParser;
import dev.gantry.kit.jinja.JinjaRenderer;
import dev.gantry.kit.jinja.value.EvaluationException;
import dev.gantry.kit.jinja.value.JinjaExpression;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fills the expressions of Jinja in values, as late as Ansible does: with what counts for the host. Statements are not
 * filled; what an expression may hold is in {@link JinjaParser}.
 */
public final class VariableEvaluator {

    // What Ansible sets while it runs, and what it finds on a host
    private static final Pattern ANSIBLES = Pattern.compile(
            "ansible_.*|groups|play_hosts|playbook_dir|role_path|role_name|inventory_(dir|file)|omit|environment");
    private static final int LONGEST_CHAIN = 200;

    private final SortedMap<String, EffectiveVariable> variables;
    private final List<Violation> violations = new ArrayList<>();
    private final Deque<String> open = new ArrayDeque<>();
    private final Map<String, @Nullable Object> filled = new HashMap<>();
    private final JinjaRenderer filler = new JinjaRenderer(this::resolve);

    public VariableEvaluator(SortedMap<String, EffectiveVariable> variables) {
        this.variables = variables;
    }

    /** What could not be filled so far. */
    public List<Violation> violations() {
        return List.copyOf(violations);
    }

    public boolean has(String name) {
        return variables.containsKey(name);
    }

    /** The filled value; null when it is unset, null, or could not be filled (then there is a violation). */
    public @Nullable Object value(String name) {
        EffectiveVariable effective = variables.get(name);
        if (effective == null) {
            return null;
        }
        try {
            return filled(name, effective);
        } catch (EvaluationException e) {
            String at = e.variable(name);
            EffectiveVariable where = variables.get(at);
            violations.add(
                    Violation.of(at, e.found(), e.expected(), e.fix()).in(where == null ? null : where.file(), null));
            return null;
        }
    }

    /** The filled value as text; empty when unset or blank. */
    public Optional<String> text(String name) {
        Object value = value(name);
        return value == null || value.toString().isBlank()
                ? Optional.empty()
                : Optional.of(value.toString().strip());
    }

    /** Each variable once: those that double each other would take for ever. */
    private @Nullable Object filled(String name, EffectiveVariable effective) {
        if (filled.containsKey(name)) {
            return filled.get(name);
        }
        open.push(name);
        try {
            Object value = filler.fill(effective.value());
            filled.put(name, value);
            return value;
        } catch (EvaluationException e) {
            throw e.in(name);
        } finally {
            open.pop();
        }
    }

    private @Nullable Object resolve(String name) {
        if (open.contains(name)) {
            throw new EvaluationException(
                    "{{ " + name + " }}", "a variable that does not lead back to itself", "Break the circle.");
        }
        EffectiveVariable effective = variables.get(name);
        if (effective == null) {
            return switch (name) {
                case "hostvars" -> hostVars();
                case "vars" -> (JinjaExpression.Scope) this::resolve;
                default -> new JinjaExpression.Unset(unset(name));
            };
        }
        if (open.size() > LONGEST_CHAIN) {
            throw new EvaluationException(
                    "{{ " + name + " }}",
                    "a value that leads through at most " + LONGEST_CHAIN + " variables",
                    "Write the value out.");
        }
        try {
            return filled(name, effective);
        } catch (EvaluationException e) {
            if (e.isUnset()) {
                return new JinjaExpression.Unset(e);
            }
            throw e;
        }
    }

    /** Of the host itself; what other hosts have is Ansible's to know. */
    private Object hostVars() {
        EffectiveVariable own = variables.get("inventory_hostname");
        return own == null
                ? new JinjaExpression.Unset(unset("inventory_hostname"))
                : new JinjaExpression.OfHost(String.valueOf(own.value()), this::resolve);
    }

    private EvaluationException unset(String name) {
        if (ANSIBLES.matcher(name).matches()) {
            return EvaluationException.ansiblesUnset("{{ " + name + " }}");
        }
        String nearest = NearestName.of(name, variables.keySet())
                .map(n -> " Did you mean %s?".formatted(n))
                .orElse("");
        return EvaluationException.unset(
                "{{ " + name + " }}", "a variable that is set", "Set %s.%s".formatted(name, nearest));
    }
}
