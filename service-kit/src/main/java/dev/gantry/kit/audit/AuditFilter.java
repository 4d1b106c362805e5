package dev.gantry.kit.audit;

import dev.gantry.kit.security.Actor;
import io.quarkus.logging.Log;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/** Writes an entry for each change that was answered with success, before its caller hears of it. */
final class AuditFilter {

    /** Requests that only read. */
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final AuditLog log;
    private final Actor actor;
    private final RequestReason given;

    AuditFilter(AuditLog log, Actor actor, RequestReason given) {
        this.given = given;
        this.log = log;
        this.actor = actor;
    }

    /** @param resource null where no operation took the request, e.g. one of another media type */
    @ServerResponseFilter
    void record(ContainerRequestContext request, ContainerResponseContext response, @Nullable ResourceInfo resource) {
        Method method = resource == null ? null : resource.getResourceMethod();
        boolean isChange = !READING.contains(request.getMethod()) && response.getStatus() < 400;
        if (!isChange || method == null || response.getHeaders().containsKey("Idempotency-Replayed")) {
            return;
        }
        Object id = request.getProperty("requestId");
        AuditEntry entry = new AuditEntry(
                0,
                Instant.EPOCH,
                actor.name(),
                method.getName(),
                request.getUriInfo().getPath()
                        + query(request.getUriInfo().getRequestUri().getRawQuery()),
                given.text(),
                response.getStatus(),
                id == null ? null : id.toString());
        try {
            log.append(entry);
        } catch (RuntimeException e) {
            Log.errorf(
                    e,
                    "change not audited actor=%s action=%s subject=%s",
                    entry.actor(),
                    entry.action(),
                    entry.subject());
        }
    }

    private static String query(@Nullable String query) {
        return query == null || query.isEmpty() ? "" : "?" + query;
    }
}
