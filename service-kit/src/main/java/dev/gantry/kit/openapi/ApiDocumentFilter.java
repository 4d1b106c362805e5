package dev.gantry.kit.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/** Writes into a service's OpenAPI page what every operation has: the refusals, the headers, the way to log in. Runs in the build. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public final class ApiDocumentFilter implements OASFilter {

    private static final String BEARER = "bearer";
    private static final String SECURED = "/v1/";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getComponents() == null) {
            document.setComponents(OASFactory.createComponents());
        }
        Components components = document.getComponents();
        ProblemDocumentation.addTo(components);
        components.addSecurityScheme(
                BEARER,
                OASFactory.createSecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .description("A token of the OpenID Connect provider, or an API token"));
        document.getPaths().getPathItems().forEach(ApiDocumentFilter::describe);
        FormDocumentation.plain(document);
    }

    private static void describe(String path, PathItem item) {
        boolean isEditable = item.getOperations().values().stream().anyMatch(ApiDocumentFilter::isConditional);
        item.getOperations().forEach((method, operation) -> {
            boolean isSecured = path.startsWith(SECURED);
            boolean isRead = method == PathItem.HttpMethod.GET;
            APIResponses responses =
                    Objects.requireNonNullElseGet(operation.getResponses(), OASFactory::createAPIResponses);
            operation.setResponses(responses);
            responses.getAPIResponses().forEach((status, response) -> describe(status, response, isEditable));
            if (isSecured) {
                operation.setSecurity(
                        List.of(OASFactory.createSecurityRequirement().addScheme(BEARER, List.of())));
            }
            if (isRead && isEditable) {
                operation.addParameter(parameter(
                        Parameter.In.HEADER,
                        "If-None-Match",
                        "The ETag of an answer that you have: the same answer is a 304 without body"));
                responses.addAPIResponse(
                        "304", OASFactory.createAPIResponse().description("The same as what If-None-Match names"));
            }
            if (isRead && isSecured && answersJson(responses)) {
                operation.addParameter(parameter(
                        Parameter.In.QUERY,
                        "fields",
                        "Only these fields of the answer, or of each item: name,state,spec.address"));
            }
            ProblemDocumentation.statuses(isSecured, operation.getRequestBody() != null, isConditional(operation))
                    .forEach(status -> responses.addAPIResponse(
                            status.toString(), OASFactory.createAPIResponse().ref(ProblemDocumentation.name(status))));
        });
    }

    private static Parameter parameter(Parameter.In where, String name, String description) {
        return OASFactory.createParameter()
                .in(where)
                .name(name)
                .description(description)
                .schema(OASFactory.createSchema().addType(SchemaType.STRING));
    }

    private static boolean answersJson(APIResponses responses) {
        return responses.getAPIResponses().values().stream()
                .map(APIResponse::getContent)
                .filter(Objects::nonNull)
                .anyMatch(content -> content.hasMediaType("application/json"));
    }

    private static boolean isConditional(Operation operation) {
        return operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(parameter -> "If-Match".equals(parameter.getName()));
    }

    private static void describe(String status, APIResponse response, boolean isEditable) {
        if (response.getDescription() == null || response.getDescription().isBlank()) {
            Response.Status known = Response.Status.fromStatusCode(Integer.parseInt(status));
            response.setDescription(known == null ? status : known.getReasonPhrase());
        }
        if (response.getContent() != null) {
            withoutQuality(response.getContent());
            Objects.requireNonNullElse(response.getContent().getMediaTypes(), Map.<String, MediaType>of())
                    .forEach(ApiDocumentFilter::plain);
        }
        if (isEditable && (status.equals("200") || status.equals("201"))) {
            response.addHeader("ETag", ProblemDocumentation.header("The version, to send as If-Match with a change"));
        }
        if (status.equals("201") || status.equals("202")) {
            response.addHeader(
                    "Location", ProblemDocumentation.header("Where what was made, or the work, is to be read"));
        }
    }

    // One schema cannot tell of the events of a stream, each of its own kind; a YAML file is whatever it holds, not one
    // string.
    private static void plain(String name, MediaType type) {
        if (name.equals("text/event-stream") || name.endsWith("yaml")) {
            type.setSchema(null);
        }
    }

    // text/plain;qs=0.5 in a resource says which form wins, and is no name of a form
    private static void withoutQuality(Content content) {
        Map<String, MediaType> types = Objects.requireNonNullElse(content.getMediaTypes(), Map.of());
        Map<String, MediaType> plain = new LinkedHashMap<>();
        types.forEach((name, type) -> plain.put(name.replaceAll(";\\s*qs=[\\d.]+", ""), type));
        content.setMediaTypes(plain);
    }
}
