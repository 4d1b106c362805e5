package dev.gantry.kit.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.kit.security.TokensUnreachableException;
import io.quarkus.logging.Log;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jspecify.annotations.Nullable;

/**
 * Answers as a problem what is refused before a resource is reached: a token that is not valid, a path that cannot be read or leads
 * nowhere, a body without end. The server below would answer with an empty body or a page of its own.
 */
@ApplicationScoped
public class RouterProblems {

    private static final int NO_ROUTE = 404;
    private static final int OTHER_METHOD = 405;

    private final ObjectMapper json;

    RouterProblems(ObjectMapper json) {
        this.json = json;
    }

    void register(@Observes Router router) {
        router.route().failureHandler(this::fail);
        router.errorHandler(NO_ROUTE, request -> answer(request, problem(NO_ROUTE)));
        router.errorHandler(OTHER_METHOD, request -> answer(request, problem(OTHER_METHOD)));
        router.errorHandler(400, request -> answer(request, problem(400)));
    }

    private void fail(RoutingContext request) {
        if (request.failure() instanceof TokensUnreachableException unreachable
                && !request.response().headWritten()) {
            Log.warnf("login not possible reason=%s", unreachable.getMessage());
            request.response().putHeader("Retry-After", "5");
            answer(
                    request,
                    Problem.of(
                            503,
                            "login-unavailable",
                            "Login not possible now",
                            "Inventory, which keeps the API tokens, does not answer; try again in a moment."));
            return;
        }
        int status = status(request.failure(), request.statusCode());
        if (request.response().ended() || request.response().headWritten() || status < 400 || status >= 500) {
            request.next();
            return;
        }
        answer(request, problem(status));
    }

    private static int status(@Nullable Throwable failure, int status) {
        return switch (failure) {
            case AuthenticationFailedException e -> 401;
            case UnauthorizedException e -> 401;
            case ForbiddenException e -> 403;
            case IllegalArgumentException e -> 400;
            case null, default -> status;
        };
    }

    /** Ends the request; the connection goes too where its body was not read. */
    public void answer(RoutingContext request, Problem problem) {
        var response = request.response();
        if (response.ended() || response.headWritten()) {
            return;
        }
        response.setStatusCode(problem.status()).putHeader("Content-Type", ProblemMapper.MEDIA_TYPE);
        if (problem.status() == 401) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        String id = RequestIdFilter.idOf(request.request().getHeader(RequestIdFilter.HEADER));
        response.putHeader(RequestIdFilter.HEADER, id);
        boolean isUnread = problem.status() == 413 || problem.status() == 414 || problem.status() == 431;
        if (isUnread) {
            response.putHeader("Connection", "close");
        }
        var sent = response.end(text(problem.with("instance", RequestIdFilter.URN + id)));
        if (isUnread) {
            sent.onComplete(done -> request.request().connection().close());
        }
    }

    private static Problem problem(int status) {
        return switch (status) {
            case 401 ->
                Problem.of(
                        401,
                        "token-invalid",
                        "Token not valid",
                        "The token is expired, or not one that this service takes; get a new one and send it as"
                                + " Authorization: Bearer <token>.");
            case 403 ->
                Problem.of(
                        403,
                        "role-missing",
                        "Role missing",
                        "Your token does not carry the role that this operation needs.");
            case 404 -> Problem.of(404, "not-found", "Not found", "There is nothing at this path.");
            case 405 ->
                Problem.of(
                        405,
                        "method-not-allowed",
                        "Method not allowed",
                        "This path has other methods; see /q/openapi.");
            case 413 ->
                Problem.of(
                        413,
                        "body-too-large",
                        "Body too large",
                        "The body, or a field of its form, is larger than this service takes; send less.");
            default -> malformed(status);
        };
    }

    static Problem malformed(int status) {
        return Problem.of(
                status,
                "request-malformed",
                "Request not readable",
                "The request is not one that can be read: look at its path, its headers and the form of its body.");
    }

    private String text(Problem problem) {
        try {
            return json.writeValueAsString(ProblemMapper.body(problem));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts is always JSON", e);
        }
    }
}
