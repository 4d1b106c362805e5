package dev.gantry.kit.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import java.util.Set;
import org.jboss.resteasy.reactive.common.util.MediaTypeHelper;
import org.jspecify.annotations.Nullable;

/**
 * Header fields that name a form, read before any work is done: the framework reads {@code Accept} when it writes the answer, so that what it
 * cannot read there would be told of only after the change was made.
 */
final class RequestHead {

    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "DELETE");
    /** What curl says of a body that is none: {@code curl -X POST -d ''}. */
    private static final String CURLS_OWN = "application/x-www-form-urlencoded";
    /** Where the metrics of Quarkus look for the path of a resource; the resource writes its own template there. */
    private static final String METRIC_PATH = "UrlPathTemplate";

    private RequestHead() {}

    /** Only what reaches a resource is counted by its path: a metric for each path that a caller can think of would have no end. */
    static void standInForThePath(HttpServerRequest request) {
        if (request instanceof HttpServerRequestInternal internal && isOfTheApi(request.path())) {
            internal.context().putLocal(METRIC_PATH, "/refused");
        }
    }

    private static boolean isOfTheApi(@Nullable String path) {
        return path == null || !path.startsWith("/q/");
    }

    /** Takes out what says nothing: an empty {@code Accept}, and the form of a body that is not there or that the method does not have. */
    static void tidy(HttpServerRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        if (accept != null && accept.isBlank()) {
            request.headers().remove(HttpHeaders.ACCEPT);
        }
        boolean isCurlsOwn = isEmpty(request) && CURLS_OWN.equals(request.getHeader(HttpHeaders.CONTENT_TYPE));
        if (isCurlsOwn || WITHOUT_BODY.contains(request.method().name())) {
            request.headers().remove(HttpHeaders.CONTENT_TYPE);
        }
    }

    private static boolean isEmpty(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null && (length == null || length.equals("0"));
    }

    static @Nullable Problem unreadableForm(HttpServerRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        if (accept != null && !isReadable(accept)) {
            return notAcceptable();
        }
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        return type == null || isReadable(type) && !lacksBoundary(type) ? null : mediaTypeUnknown();
    }

    static Problem notAcceptable() {
        return Problem.of(
                406,
                "answer-not-acceptable",
                "No such form of the answer",
                "Your Accept header names no form that this path has; see /q/openapi.");
    }

    static Problem mediaTypeUnknown() {
        return Problem.of(
                415, "media-type-unknown", "Media type not accepted", "See /q/openapi for the accepted content types.");
    }

    // Sample: application/json;q=0.9, */*
    private static boolean isReadable(String types) {
        try {
            return !MediaTypeHelper.parseHeader(types).isEmpty();
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** Without one the parts of a form cannot be told apart. */
    private static boolean lacksBoundary(String type) {
        return MediaTypeHelper.parseHeader(type).stream()
                .filter(form -> form.getType().equalsIgnoreCase("multipart"))
                .map(form -> form.getParameters().get("boundary"))
                .anyMatch(boundary -> boundary == null || boundary.isEmpty());
    }
}
