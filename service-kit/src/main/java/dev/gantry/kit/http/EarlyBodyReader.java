package dev.gantry.kit.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body before a thread is given to its request: a sender that is slow or falls silent holds a connection, and nothing that others
 * need. The framework would read it on a thread of the pool that also serves everybody else and the health. Files and forms, which can be
 * larger than memory, are read as they come.
 */
@ApplicationScoped
class EarlyBodyReader {

    /** After the login, before the resources. */
    private static final int AFTER_LOGIN = -50;

    private static final String RESOURCES = "/v1/";

    private static final long MOST_BYTES = 64L << 20;

    private final long limit;

    EarlyBodyReader(@ConfigProperty(name = "quarkus.http.limits.max-body-size") Optional<MemorySize> most) {
        this.limit = Math.min(MOST_BYTES, most.map(MemorySize::asLongValue).orElse(MOST_BYTES));
    }

    void register(@Observes Router router) {
        BodyHandler reader = BodyHandler.create(false).setBodyLimit(limit);
        router.route().order(AFTER_LOGIN).handler(request -> {
            if (isResource(request)
                    && !isMultiplexed(request.request())
                    && hasBody(request.request())
                    && !isStreamed(request.request())) {
                onItsEventLoop(request, () -> read(request, reader));
            } else {
                request.next();
            }
        });
    }

    /** Calls that are passed on to another service are read by their way there, piece by piece. */
    private static boolean isResource(RoutingContext request) {
        return request.normalizedPath().startsWith(RESOURCES);
    }

    /** The framework cannot take over a stream of HTTP/2 whose end was read; it reads these itself. */
    private static boolean isMultiplexed(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_2;
    }

    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null || length != null && !length.equals("0");
    }

    private static boolean isStreamed(HttpServerRequest request) {
        String type =
                String.valueOf(request.getHeader(HttpHeaders.CONTENT_TYPE)).toLowerCase(Locale.ROOT);
        return type.startsWith("multipart/") || type.startsWith("application/octet-stream");
    }

    /** A login that asked the database goes on where it was answered; a body is read on the event loop of its connection alone. */
    private static void onItsEventLoop(RoutingContext request, Runnable work) {
        if (request.request() instanceof HttpServerRequestInternal internal) {
            internal.context().runOnContext(started -> work.run());
        } else {
            work.run();
        }
    }

    private static void read(RoutingContext request, BodyHandler reader) {
        HttpServerRequest head = request.request();
        try {
            if (isAskingToGoOn(head.getHeader(HttpHeaders.EXPECT))) {
                head.response().writeContinue();
                head.headers().remove(HttpHeaders.EXPECT);
            }
            reader.handle(request);
            if (!head.isEnded()) {
                head.resume();
            }
        } catch (RuntimeException e) {
            request.fail(e);
        }
    }

    private static boolean isAskingToGoOn(@Nullable String expect) {
        return "100-continue".equalsIgnoreCase(expect);
    }
}
