package dev.gantry.kit.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Answers 304 to a reader who has the same answer already. The version that a change names with {@code If-Match} counts what callers edit; a
 * host also moves by itself. So the tag of a GET is the version and a sum of the whole answer, {@code "7-1a2b3c4d"}; {@link EntityTags} looks
 * at the version alone.
 */
final class RevalidationFilter {

    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;

    private final ObjectMapper json;

    RevalidationFilter(ObjectMapper json) {
        this.json = json;
    }

    @ServerResponseFilter
    void compare(ContainerRequestContext request, ContainerResponseContext response) throws JsonProcessingException {
        String version = response.getHeaderString(HttpHeaders.ETAG);
        if (version == null
                || response.getStatus() != OK
                || !request.getMethod().equals("GET")) {
            return;
        }
        String tag = isJson(response.getMediaType()) ? whole(version, response.getEntity()) : version;
        response.getHeaders().putSingle(HttpHeaders.ETAG, tag);
        if (names(request.getHeaderString(HttpHeaders.IF_NONE_MATCH), tag)) {
            response.setEntity(null);
            response.setStatus(NOT_MODIFIED);
        }
    }

    private static boolean isJson(@Nullable MediaType type) {
        return type == null || MediaType.APPLICATION_JSON_TYPE.isCompatible(type);
    }

    private String whole(String version, Object answer) throws JsonProcessingException {
        CRC32C sum = new CRC32C();
        sum.update(json.writeValueAsBytes(answer));
        return "%s-%08x\"".formatted(version.substring(0, version.length() - 1), sum.getValue());
    }

    private static boolean names(@Nullable String header, String tag) {
        return header != null
                && Arrays.stream(header.split(","))
                        .map(sent -> sent.strip().replaceFirst("^W/", ""))
                        .anyMatch(sent -> sent.equals("*") || sent.equals(tag));
    }
}
