package dev.gantry.kit.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.AuthenticationFailedException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** A token that is not valid (expired, of another issuer) is refused before any resource: with a problem here, not with an empty answer. */
@ApplicationScoped
class AuthenticationFailure {

    private final ObjectMapper json;

    AuthenticationFailure(ObjectMapper json) {
        this.json = json;
    }

    void register(@Observes Router router) {
        router.route().failureHandler(this::answer);
    }

    private void answer(RoutingContext request) {
        boolean isOurs = request.failure() instanceof AuthenticationFailedException;
        if (!isOurs || request.response().ended()) {
            request.next();
            return;
        }
        Problem problem = Problem.of(
                401,
                "token-invalid",
                "Token not valid",
                "The token is expired, or not one that this service takes; get a new one and send it as Authorization:"
                        + " Bearer <token>.");
        request.response()
                .setStatusCode(401)
                .putHeader("WWW-Authenticate", "Bearer")
                .putHeader("Content-Type", ProblemMapper.MEDIA_TYPE)
                .end(text(problem));
    }

    private String text(Problem problem) {
        try {
            return json.writeValueAsString(ProblemMapper.body(problem));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts is always JSON", e);
        }
    }
}
