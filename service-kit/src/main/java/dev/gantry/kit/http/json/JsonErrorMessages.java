package dev.gantry.kit.http.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.time.Duration;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with a body in the sender's words, without the Java types that Jackson names. */
public final class JsonErrorMessages {

    // Cannot deserialize value of type `java.util.ArrayList<java.lang.Object>` from Object value (token
    // `JsonToken.START_OBJECT`)
    private static final Pattern FOUND = Pattern.compile("from (\\w+) value|START_(\\w+)");
    // Cannot coerce String value ("x") to `int` value (but might if coercion using `CoercionConfig` was enabled)
    private static final Pattern OTHER_KIND =
            Pattern.compile("Cannot coerce \\w+ value \\(\"?(.*?)\"?\\) to", Pattern.DOTALL);
    private static final Pattern JAVA_TYPE = Pattern.compile("`[^`]*`|\\b(?:[a-z]+\\.)+[A-Z][\\w.$<>]*");

    private JsonErrorMessages() {}

    public static String of(MismatchedInputException e) {
        String expected = expected(e.getTargetType());
        if (e instanceof InvalidFormatException format) {
            return "found '%s', expected %s".formatted(format.getValue(), expected);
        }
        Matcher other = OTHER_KIND.matcher(String.valueOf(e.getOriginalMessage()));
        if (other.find()) {
            return "found '%s', expected %s".formatted(other.group(1), expected);
        }
        Matcher m = FOUND.matcher(String.valueOf(e.getOriginalMessage()));
        return m.find()
                ? "found %s, expected %s".formatted(found(m.group(1) == null ? m.group(2) : m.group(1)), expected)
                : of((JsonProcessingException) e);
    }

    /** The first line of what the parser says, and where it stopped. */
    public static String of(JsonProcessingException e) {
        String first =
                String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("not valid");
        String plain = JAVA_TYPE.matcher(first).replaceAll("the expected value");
        return e.getLocation() == null || e.getLocation().getLineNr() < 1
                ? plain
                : "%s (line %d, column %d)"
                        .formatted(
                                plain,
                                e.getLocation().getLineNr(),
                                e.getLocation().getColumnNr());
    }

    private static String found(String token) {
        return switch (token) {
            case "Array", "ARRAY" -> "a list";
            case "Object", "OBJECT" -> "an object";
            case "Boolean" -> "true or false";
            case "Integer" -> "a whole number";
            case "String" -> "a text";
            case "Null" -> "nothing";
            default -> "another kind of value";
        };
    }

    private static String expected(@Nullable Class<?> type) {
        if (type == null) {
            return "another kind of value";
        }
        if (type.isEnum()) {
            return "one of " + Arrays.toString(type.getEnumConstants());
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        return type.isPrimitive() || Number.class.isAssignableFrom(type) ? "a number" : composed(type);
    }

    private static String composed(Class<?> type) {
        if (Collection.class.isAssignableFrom(type) || type.isArray()) {
            return "a list";
        }
        return type.isRecord() || Map.class.isAssignableFrom(type) ? "an object" : text(type);
    }

    private static String text(Class<?> type) {
        if (Duration.class.isAssignableFrom(type)) {
            return "a duration such as PT30S";
        }
        return Temporal.class.isAssignableFrom(type) ? "a time such as 2026-01-31T12:00:00Z" : "a text";
    }
}
