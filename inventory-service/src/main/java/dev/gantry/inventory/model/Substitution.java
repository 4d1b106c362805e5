package dev.gantry.inventory.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fills {@code {{ other_variable }}} in values, as late as Ansible does: with what counts for the host. Nothing else of Jinja. */
public final class Substitution {

    // {{ pulp_url }}/pulp/content/nvidia/NVIDIA-GRID-Linux-KVM-525.105.14-525.105.17-528.89.zip
    private static final Pattern EXPRESSION = Pattern.compile("\\{\\{((?:(?!}}).)*)}}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    // {% if inventory_hostname in groups['compute_vgpu'] %}
    private static final Pattern STATEMENT = Pattern.compile("\\{%.*?%}");

    private final SortedMap<String, Effective> variables;
    private final List<Flaw> flaws = new ArrayList<>();
    private final Deque<String> open = new ArrayDeque<>();

    public Substitution(SortedMap<String, Effective> variables) {
        this.variables = variables;
    }

    /** What could not be filled so far. */
    public List<Flaw> flaws() {
        return List.copyOf(flaws);
    }

    public boolean has(String name) {
        return variables.containsKey(name);
    }

    /** The filled value; null when it is unset, null, or could not be filled (then there is a flaw). */
    public @Nullable Object value(String name) {
        Effective effective = variables.get(name);
        if (effective == null) {
            return null;
        }
        open.push(name);
        Object filled = fill(effective.value(), effective);
        open.pop();
        return filled;
    }

    /** The filled value as text; empty when unset or blank. */
    public Optional<String> text(String name) {
        Object value = value(name);
        return value == null || value.toString().isBlank()
                ? Optional.empty()
                : Optional.of(value.toString().strip());
    }

    private @Nullable Object fill(@Nullable Object value, Effective at) {
        return switch (value) {
            case null -> null;
            case String text -> fillText(text, at);
            case List<?> list -> {
                List<@Nullable Object> filled = new ArrayList<>();
                list.forEach(item -> filled.add(fill(item, at)));
                yield filled;
            }
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> filled = new LinkedHashMap<>();
                map.forEach((key, item) -> filled.put(String.valueOf(key), fill(item, at)));
                yield filled;
            }
            default -> value;
        };
    }

    private @Nullable Object fillText(String text, Effective at) {
        if (STATEMENT.matcher(text).find()) {
            flaw(at, text, "a value without Jinja statements", "Write the value out.");
            return null;
        }
        Matcher expression = EXPRESSION.matcher(text);
        if (expression.matches()) {
            return look(expression.group(1).strip(), at);
        }
        StringBuilder filled = new StringBuilder();
        expression.reset();
        while (expression.find()) {
            Object value = look(expression.group(1).strip(), at);
            if (value == null) {
                return null;
            }
            expression.appendReplacement(filled, Matcher.quoteReplacement(value.toString()));
        }
        return expression.appendTail(filled).toString();
    }

    private @Nullable Object look(String expression, Effective at) {
        if (!NAME.matcher(expression).matches()) {
            flaw(
                    at,
                    "{{ " + expression + " }}",
                    "the name of a variable alone",
                    "Write the value out, or put it into a variable.");
            return null;
        }
        if (open.contains(expression)) {
            flaw(at, "{{ " + expression + " }}", "a variable that does not lead back to itself", "Break the circle.");
            return null;
        }
        if (!variables.containsKey(expression)) {
            String nearest = NearestName.of(expression, variables.keySet())
                    .map(n -> " Did you mean %s?".formatted(n))
                    .orElse("");
            flaw(at, "{{ " + expression + " }}", "a variable that is set", "Set %s.%s".formatted(expression, nearest));
            return null;
        }
        return value(expression);
    }

    private void flaw(Effective at, String found, String wanted, String next) {
        flaws.add(
                Flaw.of(open.isEmpty() ? "" : open.peek(), found, wanted, next).in(at.file(), null));
    }
}
