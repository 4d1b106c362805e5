package dev.gantry.kit.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.kit.security.TokensUnreachableException;
import io.quarkus.logging.Log;
import io.quarkus.security.AuthenticationFailedException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** A token that is not valid (expired, of another issuer) is refused before any resource: with a problem here, not with an empty answer. So is one that nobody can say anything of. */
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
        if (request.response().ended()) {
            request.next();
        } else if (request.failure() instanceof AuthenticationFailedException) {
            request.response().putHeader("WWW-Authenticate", "Bearer");
            send(
                    request,
                    Problem.of(
                            401,
                            "token-invalid",
                            "Token not valid",
                            "The token is expired, or not one that this service takes; get a new one and send it as"
                                    + " Authorization: Bearer <token>."));
        } else if (request.failure() instanceof TokensUnreachableException unreachable) {
            Log.warnf("login not possible reason=%s", unreachable.getMessage());
            request.response().putHeader("Retry-After", "5");
            send(
                    request,
                    Problem.of(
                            503,
                            "login-unavailable",
                            "Login not possible now",
                            "Inventory, which keeps the API tokens, does not answer; try again in a moment."));
        } else {
            request.next();
        }
    }

    private void send(RoutingContext request, Problem problem) {
        request.response()
                .setStatusCode(problem.status())
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
