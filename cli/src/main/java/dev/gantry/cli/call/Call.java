package dev.gantry.cli.call;

import dev.gantry.cli.output.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One call of an operation with its values. Each {@code with} gives another call. */
public record Call(
        Operation operation,
        List<String> arguments,
        Map<String, List<String>> query,
        Map<String, String> headers,
        Body body) {

    /** What is sent along. */
    public sealed interface Body {
        /** Nothing. */
        record None() implements Body {}

        /** Text of a media type. */
        record Text(String mediaType, String text) implements Body {}

        /** Bytes of a media type. */
        record Bytes(String mediaType, byte[] bytes) implements Body {}

        /** The content of a file, streamed. */
        record File(String mediaType, Path path) implements Body {}
    }

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\w+}"); // {name}
    private static final String JSON = "application/json";

    public static Call of(Operation operation, String... arguments) {
        return new Call(operation, List.of(arguments), Map.of(), Map.of(), new Body.None());
    }

    /** Leaves the parameter out when there is no value. */
    public Call query(String name, @Nullable Object value) {
        return value == null ? this : query(name, List.of(value.toString()));
    }

    public Call query(String name, List<String> values) {
        if (values.isEmpty()) {
            return this;
        }
        Map<String, List<String>> more = new LinkedHashMap<>(query);
        more.put(name, List.copyOf(values));
        return new Call(operation, arguments, more, headers, body);
    }

    public Call header(String name, @Nullable String value) {
        if (value == null) {
            return this;
        }
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Call(operation, arguments, query, more, body);
    }

    public Call body(Body sent) {
        return new Call(operation, arguments, query, headers, sent);
    }

    /** Members without a value are left out. */
    public Call json(Map<String, @Nullable Object> members) {
        Map<String, @Nullable Object> given = new LinkedHashMap<>(members);
        given.values().removeIf(value -> value == null);
        return body(new Body.Text(JSON, Json.write(given)));
    }

    /** Path and query below the service, e.g. {@code /v1/hosts?state=FAILED}. */
    public String path() {
        List<String> open = new ArrayList<>(arguments);
        Matcher placeholders = PLACEHOLDER.matcher(operation.path());
        String path = placeholders.replaceAll(found -> Matcher.quoteReplacement(segments(found.group(), open)));
        StringBuilder text = new StringBuilder(path);
        String separator = "?";
        for (Map.Entry<String, List<String>> parameter : query.entrySet()) {
            for (String value : parameter.getValue()) {
                text.append(separator).append(parameter.getKey()).append('=').append(encoded(value));
                separator = "&";
            }
        }
        return text.toString();
    }

    /** A path of a file keeps its slashes, a name does not. */
    private static String segments(String placeholder, List<String> open) {
        String value = encoded(open.removeFirst());
        return placeholder.equals("{path}") ? value.replace("%2F", "/") : value;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
