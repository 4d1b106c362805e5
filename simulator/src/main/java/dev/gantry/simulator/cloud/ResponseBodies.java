package dev.gantry.simulator.cloud;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Bodies as OpenStack's services write them. */
final class ResponseBodies {
    static final ObjectMapper JSON = new ObjectMapper();

    private ResponseBodies() {}

    static void answer(HttpExchange exchange, int status, @Nullable Object body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        send(exchange, status, body == null ? new byte[0] : JSON.writeValueAsBytes(body));
    }

    static void send(HttpExchange exchange, int status, byte[] bytes) throws IOException {
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** Nova's form. */
    static Map<String, Object> fault(String kind, int code, String message) {
        return Map.of(kind, Map.of("code", code, "message", message));
    }

    /** Placement's form. */
    static Map<String, Object> errors(int status, String title, String detail) {
        return Map.of("errors", java.util.List.of(Map.of("status", status, "title", title, "detail", detail)));
    }

    static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> found = new TreeMap<>();
        String query = exchange.getRequestURI().getRawQuery();
        for (String part : query == null ? new String[0] : query.split("&")) {
            int at = part.indexOf('=');
            found.put(
                    part.substring(0, Math.max(at, 0)),
                    URLDecoder.decode(part.substring(at + 1), StandardCharsets.UTF_8));
        }
        return found;
    }

    /** Of {@code compute 2.86} the 86; -1 when it is no version of this service's first two majors, or none is asked for. */
    static int microversion(HttpExchange exchange, String service) {
        String asked = String.valueOf(exchange.getRequestHeaders().getFirst("OpenStack-API-Version"));
        return asked.matches(service + " [12]\\.[0-9]{1,4}")
                ? Integer.parseInt(asked.substring(asked.indexOf('.') + 1))
                : -1;
    }
}
