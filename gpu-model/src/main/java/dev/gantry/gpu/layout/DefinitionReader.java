package dev.gantry.gpu.layout;

import dev.gantry.gpu.MalformedValueException;
import dev.gantry.gpu.Rule;
import dev.gantry.gpu.RuleViolation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads plain collections field by field and remembers what is wrong with each, so that one pass tells of all. */
final class DefinitionReader {

    private final List<RuleViolation> violations = new ArrayList<>();
    private String card = "";

    List<RuleViolation> violations() {
        return violations;
    }

    /** From here on violations are about this card; anything but text is no card. */
    void about(@Nullable Object address) {
        card = address instanceof String text ? text : "";
    }

    void wrong(String path, @Nullable Object found, String expected, String fix) {
        violations.add(new RuleViolation(Rule.SHAPE, card, path, quoted(found), expected, fix));
    }

    List<?> list(@Nullable Object value, String path) {
        if (value instanceof List<?> list) {
            return list;
        }
        wrong(path, value, "a list", "Write its items with a leading '- '");
        return List.of();
    }

    Optional<Map<?, ?>> map(@Nullable Object value, String path) {
        if (value instanceof Map<?, ?> map) {
            return Optional.of(map);
        }
        wrong(path, value, "a mapping of keys to values", "Write it as 'key: value'");
        return Optional.empty();
    }

    void onlyKeys(Map<?, ?> map, Set<String> known, String path) {
        for (Object key : map.keySet()) {
            if (!(key instanceof String name) || !known.contains(name)) {
                wrong(path + "." + key, key, String.join(", ", known), "Remove the key or correct its spelling");
            }
        }
    }

    <T> Optional<T> parsed(@Nullable Object value, String path, Function<String, T> parse) {
        if (!(value instanceof String text)) {
            wrong(path, value, "text", "Give the value, in quotes where YAML needs them");
            return Optional.empty();
        }
        try {
            return Optional.of(parse.apply(text));
        } catch (MalformedValueException e) {
            wrong(path, text, e.expected(), "Correct the " + e.thing());
            return Optional.empty();
        }
    }

    /** A whole number from 0 to {@code most}. */
    Optional<Integer> number(@Nullable Object value, String path, int most) {
        boolean whole = value instanceof Integer || value instanceof Long || value instanceof Short;
        if (whole && value instanceof Number n && n.longValue() >= 0 && n.longValue() <= most) {
            return Optional.of(n.intValue());
        }
        wrong(path, value, "a whole number from 0 to " + most, "Write a plain number without quotes");
        return Optional.empty();
    }

    private static String quoted(@Nullable Object value) {
        return switch (value) {
            case null -> "nothing";
            case String text -> "'" + text + "'";
            default -> value.toString();
        };
    }
}
