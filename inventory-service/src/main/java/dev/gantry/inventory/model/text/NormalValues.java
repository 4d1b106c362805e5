package dev.gantry.inventory.model.text;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes two ways of reading the same YAML or JSON value equal: whole numbers by size, maps with text keys. */
public final class NormalValues {

    private NormalValues() {}

    public static @Nullable Object normal(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Map<?, ?> map -> normalMap(map);
            case List<?> list ->
                Collections.unmodifiableList(
                        list.stream().map(NormalValues::normal).collect(java.util.stream.Collectors.toList()));
            case Number number -> normalNumber(number);
            default -> value;
        };
    }

    /** Keys become text; their order is kept. */
    public static Map<String, Object> normalMap(Map<?, ?> map) {
        Map<String, Object> result = new LinkedHashMap<>();
        map.forEach((key, value) -> result.put(String.valueOf(key), normal(value)));
        return Collections.unmodifiableMap(result);
    }

    private static Number normalNumber(Number number) {
        if (number instanceof Double || number instanceof Float || number instanceof java.math.BigDecimal) {
            return number.doubleValue();
        }
        long whole = number.longValue();
        return whole == (int) whole ? (Number) (int) whole : (Number) whole;
    }
}
