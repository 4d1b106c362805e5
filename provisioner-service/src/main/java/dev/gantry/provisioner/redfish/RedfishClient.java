package dev.gantry.provisioner.redfish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.kit.client.FailureDescription;
import dev.gantry.provisioner.redfish.RedfishException.Kind;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One machine's BIOS through its management controller. Source: DMTF DSP0268 (Redfish data model), Bios and settings objects. */
public final class RedfishClient implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int ERRORS = 400;
    private static final int SERVER_ERRORS = 500;
    private static final int BUSY = 429;

    private final BmcAccess access;
    private final HttpClient http;

    public RedfishClient(BmcAccess access) {
        this.access = access;
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10));
        if (access.certificate() != null) {
            builder.sslContext(PinnedCertificate.context(access.certificate()));
        }
        this.http = builder.build();
    }

    /** The machine and its BIOS; {@code pending} has what comes into effect with the next restart. */
    public record Bios(
            String manufacturer,
            String model,
            SortedMap<String, String> attributes,
            SortedMap<String, String> pending,
            String settings,
            @Nullable String etag,
            boolean isAppliedOnReset) {}

    /** @throws RedfishException when the controller says no or nothing, or has no BIOS attributes */
    public Bios bios() {
        String place = get("/redfish/v1/Systems")
                .path("Members")
                .path(0)
                .path("@odata.id")
                .asText("");
        if (place.isEmpty()) {
            throw new RedfishException(Kind.REFUSED, "the controller at " + access.url() + " shows no system");
        }
        JsonNode system = get(place);
        String biosPlace = system.path("Bios").path("@odata.id").asText(place + "/Bios");
        JsonNode bios = get(biosPlace);
        JsonNode later = bios.path("@Redfish.Settings");
        String settings = later.path("SettingsObject").path("@odata.id").asText(biosPlace + "/Settings");
        JsonNode pending = get(settings);
        boolean isOnReset = false;
        for (JsonNode time : later.path("SupportedApplyTimes")) {
            isOnReset |= time.asText().equals("OnReset");
        }
        return new Bios(
                system.path("Manufacturer").asText(""),
                system.path("Model").asText(""),
                attributes(bios),
                attributes(pending),
                settings,
                pending.path("@odata.etag").asText(null),
                isOnReset);
    }

    /** Into effect with the next restart. */
    public void set(Bios bios, Map<String, String> attributes) {
        ObjectNode body = JSON.createObjectNode();
        attributes.forEach(body.putObject("Attributes")::put);
        if (bios.isAppliedOnReset()) {
            body.putObject("@Redfish.SettingsApplyTime").put("ApplyTime", "OnReset");
        }
        HttpRequest.Builder patch = request(bios.settings())
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(body.toString()));
        if (bios.etag() != null) {
            patch.header("If-Match", bios.etag());
        }
        send(patch.build());
    }

    private static SortedMap<String, String> attributes(JsonNode bios) {
        SortedMap<String, String> attributes = new TreeMap<>();
        bios.path("Attributes")
                .properties()
                .forEach(e -> attributes.put(e.getKey(), e.getValue().asText()));
        return attributes;
    }

    private JsonNode get(String path) {
        return send(request(path).GET().build());
    }

    private HttpRequest.Builder request(String path) {
        String login = access.user() + ":" + access.password().text();
        return HttpRequest.newBuilder(access.url().resolve(path))
                .timeout(TIMEOUT)
                .header("Accept", "application/json")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
    }

    private JsonNode send(HttpRequest request) {
        String what = request.method() + " " + request.uri();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode body = read(answer.body());
            if (answer.statusCode() >= ERRORS) {
                boolean isSilent = answer.statusCode() >= SERVER_ERRORS || answer.statusCode() == BUSY;
                throw new RedfishException(
                        isSilent ? Kind.SILENT : Kind.REFUSED,
                        "%s was answered with %d %s".formatted(what, answer.statusCode(), words(body)));
            }
            return body;
        } catch (IOException e) {
            throw new RedfishException(Kind.SILENT, what + ": " + FailureDescription.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RedfishException(Kind.SILENT, what + " was stopped");
        }
    }

    /** Sample: {@code {"error": {"@Message.ExtendedInfo": [{"Message": "The attribute is read-only."}], "message": "..."}}}. */
    private static String words(JsonNode body) {
        JsonNode error = body.path("error");
        String detail =
                error.path("@Message.ExtendedInfo").path(0).path("Message").asText("");
        return detail.isEmpty() ? error.path("message").asText("") : detail;
    }

    private static JsonNode read(String body) {
        try {
            return body.isBlank() ? JSON.createObjectNode() : JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
