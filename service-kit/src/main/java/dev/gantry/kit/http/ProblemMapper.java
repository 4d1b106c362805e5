package dev.gantry.kit.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.gantry.kit.http.json.JsonErrorMessages;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.MDC;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The one place where a failure becomes {@code application/problem+json}. Never a class name, never a trace. */
public final class ProblemMapper {

    static final String MEDIA_TYPE = "application/problem+json";

    private final AllowedMethods methods;

    ProblemMapper(AllowedMethods methods) {
        this.methods = methods;
    }

    /** For exceptions of a service's own that its door turns into problems. */
    public static Response answer(Problem problem) {
        Response.ResponseBuilder response =
                Response.status(problem.status()).type(MEDIA_TYPE).entity(body(problem));
        if (problem.status() == 429 || problem.status() == 503) {
            response.header("Retry-After", "5");
        }
        return response.build();
    }

    /** The members of the answer, for who writes it without REST. */
    public static Map<String, Object> body(Problem problem) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "/problems/" + problem.kind());
        body.put("title", problem.title());
        body.put("status", problem.status());
        body.put("detail", problem.detail());
        Object requestId = MDC.get(RequestIdFilter.KEY);
        if (requestId != null) {
            body.put("instance", RequestIdFilter.URN + requestId);
        }
        body.putAll(problem.members());
        return body;
    }

    @ServerExceptionMapper
    Response trouble(ProblemException trouble) {
        return answer(trouble.problem());
    }

    @ServerExceptionMapper
    Response invalid(ConstraintViolationException e) {
        List<Problem.Field> fields = e.getConstraintViolations().stream()
                .map(v -> new Problem.Field(
                        field(v.getPropertyPath()),
                        v.getInvalidValue() == null
                                ? "nothing"
                                : v.getInvalidValue().toString(),
                        v.getMessage(),
                        "correct the field and send it again"))
                .toList();
        return answer(Problem.invalid("input-invalid", "Input not valid", fields));
    }

    /** As the sender knows it: without our method, and without our name for the body. */
    private static String field(Path path) {
        List<Path.Node> nodes = new ArrayList<>();
        path.forEach(nodes::add);
        List<Path.Node> sent = nodes.stream()
                .filter(n -> n.getKind() != ElementKind.METHOD)
                .filter(n -> n.getKind() != ElementKind.PARAMETER || n.equals(nodes.getLast()))
                .toList();
        boolean isBody = sent.size() == 1 && "body".equals(sent.getFirst().getName());
        return isBody ? "body" : sent.stream().map(Path.Node::toString).collect(Collectors.joining("."));
    }

    @ServerExceptionMapper
    Response unknownField(UnrecognizedPropertyException e) {
        List<Object> known = List.copyOf(e.getKnownPropertyIds());
        return answer(Problem.of(
                        400,
                        "field-unknown",
                        "Field not known",
                        "%s is not a field here; known are %s".formatted(path(e), known))
                .with("field", path(e)));
    }

    @ServerExceptionMapper
    Response mismatched(MismatchedInputException e) {
        String field = path(e).isEmpty() ? "body" : path(e);
        return answer(Problem.of(
                        400, "body-malformed", "Body not readable", "%s: %s".formatted(field, JsonErrorMessages.of(e)))
                .with("field", field));
    }

    @ServerExceptionMapper
    Response malformed(JsonProcessingException e) {
        return answer(Problem.of(400, "body-malformed", "Body not readable", JsonErrorMessages.of(e)));
    }

    @ServerExceptionMapper
    Response unauthorized(UnauthorizedException e) {
        Response answer = answer(Problem.of(
                401, "token-missing", "Token missing or not known", "Send the header Authorization: Bearer <token>."));
        return Response.fromResponse(answer)
                .header("WWW-Authenticate", "Bearer")
                .build();
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException e) {
        return answer(Problem.of(
                403, "role-missing", "Role missing", "Your token does not carry the role that this operation needs."));
    }

    @ServerExceptionMapper
    Response web(WebApplicationException e, UriInfo address) {
        if (e.getResponse().getStatus() < 400) {
            return e.getResponse();
        }
        if (e.getCause() instanceof JsonProcessingException json) {
            return json instanceof UnrecognizedPropertyException unknown ? unknownField(unknown) : malformed(json);
        }
        int status = e.getResponse().getStatus();
        return switch (status) {
            case 404 -> e.getCause() == null ? nothingThere() : parameterMalformed();
            case 406 -> answer(RequestHead.notAcceptable());
            case 405 -> otherMethod(methods.of(address.getPath()));
            case 415 -> answer(RequestHead.mediaTypeUnknown());
            default -> answer(RouterProblems.malformed(status));
        };
    }

    private static Response otherMethod(Set<String> allowed) {
        Problem problem = Problem.of(
                405,
                "method-not-allowed",
                "Method not allowed",
                "This path has the methods %s; see /q/openapi.".formatted(String.join(", ", allowed)));
        return Response.fromResponse(answer(problem))
                .header("Allow", String.join(", ", allowed))
                .build();
    }

    private static Response nothingThere() {
        return answer(Problem.of(404, "not-found", "Not found", "There is nothing at this path."));
    }

    /** The framework says 404 where a parameter has not the form of its type. */
    private static Response parameterMalformed() {
        return answer(Problem.of(
                400,
                "parameter-malformed",
                "Parameter not readable",
                "A parameter of the query has not the form that it needs; see /q/openapi."));
    }

    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }
}
