package dev.gantry.kit.http;

import dev.gantry.kit.trace.Ids;
import dev.gantry.kit.trace.Spans;
import dev.gantry.kit.trace.Trace;
import io.opentelemetry.api.trace.SpanKind;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;
import org.jspecify.annotations.Nullable;

/** Gives each request an id ({@code X-Request-Id}, the caller's when it is plausible), seen in the answer, problems and log lines. */
final class RequestIdFilter {

    static final String KEY = "requestId";
    /** Before the id in a problem. */
    static final String URN = "urn:request:";

    private static final String SPAN = "span";
    private static final int SERVER_ERROR = 500;
    static final String HEADER = "X-Request-Id";
    private static final Pattern PLAUSIBLE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final Spans spans;

    RequestIdFilter(Spans spans) {
        this.spans = spans;
    }

    @ServerRequestFilter(preMatching = true)
    void in(ContainerRequestContext request) {
        String given = request.getHeaderString(HEADER);
        String id = plausible(given);
        request.setProperty(KEY, id);
        MDC.put(KEY, id);
        Trace.enter(request.getHeaderString(Trace.HEADER));
        request.setProperty(
                SPAN,
                spans.open(request.getMethod(), SpanKind.SERVER)
                        .with("http.request.method", request.getMethod())
                        .with("url.path", request.getUriInfo().getPath())
                        .with("gantry.request", id));
    }

    /** The one that this request has already, else the caller's own when it is plausible, else a new one. */
    static String idOf(@Nullable String given) {
        if (MDC.get(KEY) instanceof String known) {
            return known;
        }
        return plausible(given);
    }

    private static String plausible(@Nullable String given) {
        return given != null && PLAUSIBLE.matcher(given).matches()
                ? given
                : Ids.next().toString();
    }

    @ServerResponseFilter
    void out(ContainerRequestContext request, ContainerResponseContext response, SimpleResourceInfo resource) {
        Object id = request.getProperty(KEY);
        if (id != null) {
            response.getHeaders().putSingle(HEADER, id.toString());
        }
        if (request.getProperty(SPAN) instanceof Spans.Open span) {
            if (resource.getResourceClass() != null) {
                span.named(request.getMethod() + " "
                        + resource.getResourceClass().getSimpleName() + "." + resource.getMethodName());
            }
            span.with("http.response.status_code", String.valueOf(response.getStatus()));
            if (response.getStatus() >= SERVER_ERROR) {
                span.failed("status " + response.getStatus());
            }
            span.end();
        }
        MDC.remove(KEY);
        Trace.leave();
    }
}
