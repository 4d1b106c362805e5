package dev.gantry.imagebuilder.api;

import dev.gantry.imagebuilder.ImageBuilderSettings;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jspecify.annotations.Nullable;

/** The server takes bodies as large as a driver bundle; everywhere else a body is small. */
@ApplicationScoped
class BodyLimit {

    private static final String SIZE_KEY = "io.quarkus.max-request-size";

    private final long limit;

    BodyLimit(ImageBuilderSettings settings) {
        this.limit = settings.bodyLimit().asLongValue();
    }

    // after the server's own limit was noted (order -2), before the body is read
    void register(@Observes Filters filters) {
        filters.register(this::check, 1);
    }

    private void check(RoutingContext exchange) {
        if (isBundle(exchange)) {
            exchange.next();
            return;
        }
        // counts a body that comes in chunks without saying its length
        exchange.put(SIZE_KEY, limit);
        if (length(exchange.request().getHeader("Content-Length")) > limit) {
            refuse(exchange);
        } else {
            exchange.next();
        }
    }

    private static boolean isBundle(RoutingContext exchange) {
        String type = String.valueOf(exchange.request().getHeader("Content-Type"));
        return exchange.request().method().equals(HttpMethod.POST)
                && exchange.normalizedPath().equals("/v1/driver-bundles")
                && type.startsWith("application/octet-stream");
    }

    private static long length(@Nullable String header) {
        return header != null && header.matches("\\d{1,18}") ? Long.parseLong(header) : 0;
    }

    private void refuse(RoutingContext exchange) {
        JsonObject problem = new JsonObject()
                .put("type", "/problems/body-too-large")
                .put("title", "Body too large")
                .put("status", 413)
                .put("detail", "The body may have %d bytes here; only driver bundles are larger.".formatted(limit));
        exchange.response()
                .setStatusCode(413)
                .putHeader("Content-Type", "application/problem+json")
                .putHeader("Connection", "close")
                .end(problem.encode());
    }
}
