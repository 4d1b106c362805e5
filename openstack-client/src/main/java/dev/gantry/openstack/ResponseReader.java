package dev.gantry.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.gantry.kit.client.HttpResult;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what OpenStack services answer: their JSON, or why they refused. */
final class ResponseReader {

    private static final int FIRST_REDIRECTION = 300;
    private static final int FIRST_BAD = 400;
    private static final int BAD_GATEWAY = 502;
    private static final ObjectMapper JSON = new ObjectMapper();

    private ResponseReader() {}

    /** @throws RemoteException with the service's own words, also where it points elsewhere: an answer of that kind is not the one asked for */
    static JsonNode read(String service, String asked, HttpResult answer) {
        int status = answer.status();
        if (status >= FIRST_BAD) {
            throw new RemoteException(
                    status, service, asked + " answered " + status + ": " + message(answer.text()), retryAfter(answer));
        }
        if (status >= FIRST_REDIRECTION) {
            String where = answer.headers().firstValue("Location").orElse("a choice of versions");
            throw new RemoteException(
                    FIRST_BAD,
                    service,
                    asked + " answered " + status + " and points to " + where
                            + "; correct the endpoint in the catalogue, or set " + service.replace('-', '_')
                            + "_endpoint_override in clouds.yaml");
        }
        String text = answer.text();
        try {
            return text.isBlank() ? MissingNode.getInstance() : JSON.readTree(text);
        } catch (IOException e) {
            throw new RemoteException(
                    BAD_GATEWAY,
                    service,
                    asked + " answered something that is not JSON: " + firstLine(text, "nothing"));
        }
    }

    /** What follows the first page: {@code "flavors_links":[{"rel":"next","href":"http://.../flavors/detail?limit=2&marker=7b0a"}]} gives the query. */
    static Optional<String> nextQuery(JsonNode page, String name) {
        for (JsonNode link : page.path(name + "_links")) {
            String href = link.path("href").asText();
            if (link.path("rel").asText().equals("next") && href.contains("?")) {
                // Behind a proxy the address in it is often one that only the service knows.
                return Optional.ofNullable(URI.create(href).getRawQuery());
            }
        }
        return Optional.empty();
    }

    /** Seconds or a date. */
    private static @Nullable Duration retryAfter(HttpResult answer) {
        String text = answer.headers().firstValue("Retry-After").orElse("").strip();
        if (text.matches("\\d{1,6}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        try {
            Instant then = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(Clock.systemUTC().instant(), then);
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** Keystone: {@code {"error":{"message"}}}; Nova: {@code {"conflictingRequest":{"message"}}}; Placement: {@code {"errors":[{"detail"}]}}. */
    private static String message(String body) {
        JsonNode node;
        try {
            node = JSON.readTree(body);
        } catch (IOException e) {
            // <html><body><h1>503 Service Unavailable</h1> of a proxy in front
            return firstLine(body.replaceAll("<[^>]*>", " "), "no message");
        }
        JsonNode placement = node.path("errors").path(0).path("detail");
        if (placement.isTextual()) {
            return placement.asText().strip().replaceAll("\\s*\\n\\s*", " ");
        }
        for (JsonNode inner : node) {
            if (inner.path("message").isTextual()) {
                return inner.path("message").asText();
            }
        }
        return firstLine(body, "no message");
    }

    private static String firstLine(String text, String none) {
        return text.lines()
                .map(String::strip)
                .filter(l -> !l.isEmpty())
                .findFirst()
                .orElse(none);
    }
}
