package dev.gantry.kit.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** The refusals that operations share, as components of the document: each a problem (RFC 9457). */
final class ProblemDocumentation {

    static final String SCHEMA = "Problem";
    private static final String FIELD_SCHEMA = "ProblemField";

    /** By status; the name of the component is {@link #name}. */
    private static final Map<Integer, String> REFUSALS = new LinkedHashMap<>();

    static {
        REFUSALS.put(400, "Not readable: the address, a parameter or the body");
        REFUSALS.put(401, "No token, or one that is not valid");
        REFUSALS.put(403, "The token lacks the role");
        REFUSALS.put(404, "Not there");
        REFUSALS.put(406, "No such form of the answer");
        REFUSALS.put(409, "Not possible in the state that the thing is in");
        REFUSALS.put(412, "Changed by someone else since it was read");
        REFUSALS.put(413, "Body too large");
        REFUSALS.put(414, "Address too long");
        REFUSALS.put(415, "Media type not accepted");
        REFUSALS.put(422, "Readable, and not possible; each field is named");
        REFUSALS.put(428, "If-Match is missing");
        REFUSALS.put(429, "Too much at a time; Retry-After tells when to come again");
        REFUSALS.put(431, "Headers too large");
        REFUSALS.put(500, "A fault of the service");
        REFUSALS.put(502, "A server behind this one refused");
        REFUSALS.put(503, "The database, or a server behind this one, is out of reach now");
    }

    private ProblemDocumentation() {}

    static String name(int status) {
        return "Refused" + status;
    }

    /** Which of them an operation may answer. */
    static List<Integer> statuses(boolean isSecured, boolean hasBody, boolean isConditional) {
        List<Integer> statuses = new ArrayList<>(List.of(400, 401, 404, 406, 409, 414, 422, 429, 431, 500, 502, 503));
        if (isSecured) {
            statuses.add(403);
        }
        if (hasBody) {
            statuses.addAll(List.of(413, 415));
        }
        if (isConditional) {
            statuses.addAll(List.of(412, 428));
        }
        return statuses.stream().sorted().toList();
    }

    static void addTo(Components components) {
        components.addSchema(FIELD_SCHEMA, field());
        components.addSchema(SCHEMA, problem());
        REFUSALS.forEach((status, description) -> components.addResponse(name(status), response(status, description)));
    }

    private static APIResponse response(int status, String description) {
        APIResponse response = OASFactory.createAPIResponse()
                .description(description)
                .content(OASFactory.createContent()
                        .addMediaType(
                                "application/problem+json",
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref(SCHEMA))));
        if (status == 401) {
            response.addHeader("WWW-Authenticate", header("The scheme to log in with: Bearer"));
        }
        if (status == 429 || status == 503) {
            response.addHeader("Retry-After", header("Seconds to wait before the next try"));
        }
        return response;
    }

    static org.eclipse.microprofile.openapi.models.headers.Header header(String description) {
        return OASFactory.createHeader()
                .description(description)
                .schema(OASFactory.createSchema().addType(SchemaType.STRING));
    }

    private static Schema problem() {
        return OASFactory.createSchema()
                .addType(SchemaType.OBJECT)
                .description("Why a request was refused (RFC 9457); more members by kind")
                .required(List.of("type", "title", "status", "detail"))
                .addProperty("type", text("/problems/ and the kind; docs/problems.md lists them"))
                .addProperty("title", text("The same for all problems of a kind"))
                .addProperty("status", OASFactory.createSchema().addType(SchemaType.INTEGER))
                .addProperty("detail", text("What was found, what is possible, and the next thing to do"))
                .addProperty("instance", text("urn:request: and the id of the request, as in the log"))
                .addProperty(
                        "fields",
                        OASFactory.createSchema()
                                .addType(SchemaType.ARRAY)
                                .items(OASFactory.createSchema().ref(FIELD_SCHEMA)));
    }

    private static Schema field() {
        return OASFactory.createSchema()
                .addType(SchemaType.OBJECT)
                .description("One refused input")
                .addProperty("path", text("Where it stood, e.g. vgpu_definitions[1].pci_address"))
                .addProperty("found", text("What was found there"))
                .addProperty("expected", text("What is possible"))
                .addProperty("fix", text("What to do"));
    }

    private static Schema text(String description) {
        return OASFactory.createSchema().addType(SchemaType.STRING).description(description);
    }
}
