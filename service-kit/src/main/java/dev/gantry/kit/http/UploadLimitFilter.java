package dev.gantry.kit.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses a body that says it is too large before it is read. Quarkus would do so as well, but with an empty answer. */
@ApplicationScoped
class UploadLimitFilter {

    /** Before Quarkus looks at the length itself. */
    private static final int FIRST = -10_000;

    private final long most;
    private final ObjectMapper json;

    UploadLimitFilter(
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") Optional<MemorySize> most, ObjectMapper json) {
        this.most = most.map(MemorySize::asLongValue).orElse(Long.MAX_VALUE);
        this.json = json;
    }

    void guard(@Observes Router router) {
        router.route().order(FIRST).handler(this::check);
    }

    private void check(RoutingContext request) {
        String length = request.request().getHeader("Content-Length");
        boolean isTooLarge = length != null && length.matches("\\d{1,18}") && Long.parseLong(length) > most;
        if (!isTooLarge) {
            request.next();
            return;
        }
        request.response()
                .setStatusCode(413)
                .putHeader("Content-Type", ProblemMapper.MEDIA_TYPE)
                .putHeader("Connection", "close")
                .end(problem(length))
                .onComplete(sent -> request.request().connection().close());
    }

    private String problem(String length) {
        Problem problem = Problem.of(
                413,
                "body-too-large",
                "Body too large",
                "The body has %s bytes, this service takes at most %d; send less.".formatted(length, most));
        try {
            return json.writeValueAsString(ProblemMapper.body(problem));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts is always JSON", e);
        }
    }
}
