package dev.gantry.kit.http;

import dev.gantry.kit.trace.Ids;
import dev.gantry.kit.trace.Trace;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Gives each request an id ({@code X-Request-Id}, the caller's when it is plausible), seen in the answer, problems and log lines. */
final class RequestIdFilter {

    static final String KEY = "requestId";
    private static final String HEADER = "X-Request-Id";
    private static final Pattern PLAUSIBLE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    @ServerRequestFilter(preMatching = true)
    void in(ContainerRequestContext request) {
        String given = request.getHeaderString(HEADER);
        String id = given != null && PLAUSIBLE.matcher(given).matches()
                ? given
                : Ids.next().toString();
        request.setProperty(KEY, id);
        MDC.put(KEY, id);
        String trace = request.getHeaderString(Trace.HEADER);
        Trace.enter(trace);
    }

    @ServerResponseFilter
    void out(ContainerRequestContext request, ContainerResponseContext response) {
        Object id = request.getProperty(KEY);
        if (id != null) {
            response.getHeaders().putSingle(HEADER, id.toString());
        }
        MDC.remove(KEY);
        Trace.leave();
    }
}
