package dev.gantry.kit.fields;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.kit.http.Problem;
import dev.gantry.kit.http.ProblemMapper;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/** Leaves out of an answer what {@code fields} does not name. What an answer does not have is left out as ever, without a word. */
final class FieldsFilter {

    private static final String FIELDS = "fields";
    private static final int OK = 200;
    /** Response filters run from the highest down: the tag of an answer is of what is really sent. */
    private static final int BEFORE_THE_TAG = 6_000;

    private final ObjectMapper json;

    FieldsFilter(ObjectMapper json) {
        this.json = json;
    }

    @ServerRequestFilter
    Optional<Response> check(ContainerRequestContext request) {
        String asked = asked(request);
        return asked == null || FieldSelection.parse(asked).isPresent()
                ? Optional.empty()
                : Optional.of(ProblemMapper.answer(Problem.of(
                                400,
                                "parameter-malformed",
                                "Parameter not readable",
                                "fields is a list of names with commas, e.g. name,state,spec.address.")
                        .with("parameter", FIELDS)));
    }

    @ServerResponseFilter(priority = BEFORE_THE_TAG)
    void cut(ContainerRequestContext request, ContainerResponseContext response) {
        String asked = asked(request);
        MediaType type = response.getMediaType();
        boolean isJson = type == null || MediaType.APPLICATION_JSON_TYPE.isCompatible(type);
        if (asked != null && response.getStatus() == OK && isJson && response.getEntity() != null) {
            FieldSelection.parse(asked)
                    .ifPresent(selection -> response.setEntity(selection.of(json.valueToTree(response.getEntity()))));
        }
    }

    private static @Nullable String asked(ContainerRequestContext request) {
        return request.getMethod().equals("GET")
                ? request.getUriInfo().getQueryParameters().getFirst(FIELDS)
                : null;
    }
}
