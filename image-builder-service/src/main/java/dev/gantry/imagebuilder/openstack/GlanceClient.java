package dev.gantry.imagebuilder.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.imagebuilder.http.BoundedCall;
import dev.gantry.imagebuilder.model.RemoteException;
import dev.gantry.imagebuilder.model.channel.ListedImage;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * The image service (Images API v2). An image gets an id of our own, made from the build, so that a repeated upload meets itself: it goes
 * on from what is there, and never makes a second one. Run against Glance 31.
 */
public final class GlanceClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    // Glance gives an id once: the image of a build can be deleted and made anew so many times
    private static final int MAKINGS = 20;

    private final HttpClient http;
    private final KeystoneClient.Session session;
    private final Duration uploadWithin;

    public GlanceClient(HttpClient http, KeystoneClient.Session session, Duration uploadWithin) {
        this.http = http;
        this.session = session;
        this.uploadWithin = uploadWithin;
    }

    /** What to upload. {@code sha512} is what the service computes itself and must say again. */
    public record ImageUpload(
            String buildId,
            String name,
            String diskFormat,
            String visibility,
            boolean isHidden,
            Map<String, String> properties,
            Path file,
            long bytes,
            byte[] sha512) {}

    /** The id an image of this build has when it was never deleted. */
    public static UUID idOf(String buildId) {
        return idOf(buildId, 0);
    }

    private static UUID idOf(String buildId, int deleted) {
        String more = deleted == 0 ? "" : "/" + deleted;
        return UUID.nameUUIDFromBytes(("gantry/build/" + buildId + more).getBytes(StandardCharsets.UTF_8));
    }

    /** Active and with the right hash afterwards. @return the image's id */
    public String upload(ImageUpload upload) {
        JsonNode image = findOrCreate(upload);
        String id = image.path("id").asText();
        String status = image.path("status").asText();
        if (status.equals("saving")) {
            // an upload that was cut off and not noticed there: its image takes no second try
            delete(id);
            throw RemoteException.retryable(
                    "glance-upload-cut", "image %s was stuck in saving and is made anew".formatted(id));
        }
        if (status.equals("queued")) {
            GlanceResponse.expect(
                    call("PUT", "/v2/images/" + id + "/file", file(upload.file()), "application/octet-stream"));
        }
        verify(upload, id);
        return id;
    }

    /** What neither is there nor can be made was deleted before; what is there only at the second look another try made meanwhile. */
    private JsonNode findOrCreate(ImageUpload upload) {
        for (int deleted = 0; deleted < MAKINGS; deleted++) {
            String id = idOf(upload.buildId(), deleted).toString();
            GlanceResponse response = find(id);
            if (response.status() == 404) {
                GlanceResponse made = create(upload, id);
                response = made.status() == 409 ? find(id) : made;
            }
            if (response.status() != 404) {
                return GlanceResponse.expect(response);
            }
        }
        throw RemoteException.permanent(
                "glance-image-deleted",
                "The image of build %s was deleted %d times; build it again".formatted(upload.buildId(), MAKINGS));
    }

    private GlanceResponse find(String id) {
        return call("GET", "/v2/images/" + id, BodyPublishers.noBody(), "application/json");
    }

    private void delete(String id) {
        GlanceResponse.expect(call("DELETE", "/v2/images/" + id, BodyPublishers.noBody(), "application/json"));
    }

    /** Lets just these projects see it; each of them has to accept. Doing so again changes nothing. */
    public void share(String id, List<String> projects) {
        String members = "/v2/images/" + id + "/members";
        List<String> present = new ArrayList<>();
        GlanceResponse.expect(call("GET", members, BodyPublishers.noBody(), "application/json"))
                .path("members")
                .forEach(m -> present.add(m.path("member_id").asText()));
        for (String project : projects) {
            if (!present.contains(project)) {
                GlanceResponse response = json("POST", members, Map.of("member", project));
                if (response.status() != 409) {
                    GlanceResponse.expect(response);
                }
            }
        }
        for (String project : present) {
            if (!projects.contains(project)) {
                GlanceResponse response =
                        call("DELETE", members + "/" + project, BodyPublishers.noBody(), "application/json");
                if (response.status() != 404) {
                    GlanceResponse.expect(response);
                }
            }
        }
    }

    /**
     * Takes the name from earlier builds and hides them, so that the name means the new image alone. Servers that run from them go on. Images
     * of that name which were not made here, or are another project's, are left alone.
     */
    public void replaceEarlier(String id, String name) {
        String owner = GlanceResponse.expect(find(id)).path("owner").asText();
        String query = "/v2/images?limit=100&name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
        for (JsonNode image : GlanceResponse.expect(call("GET", query, BodyPublishers.noBody(), "application/json"))
                .path("images")) {
            String other = image.path("id").asText();
            String build = image.path("gantry_build").asText();
            boolean isOurs = !build.isEmpty() && image.path("owner").asText().equals(owner);
            if (isOurs && !other.equals(id)) {
                rename(other, "%s (build %s)".formatted(name, build));
                hide(other);
            }
        }
    }

    /**
     * Brings name, hiding, visibility, members and properties of an image to what is expected, and reads them again: Glance's own answer is the
     * proof. An image that was deleted is left alone.
     */
    public void list(ListedImage expected) {
        GlanceResponse response = find(expected.glanceId());
        if (response.status() == 404) {
            return;
        }
        List<Map<String, Object>> changes = GlanceChanges.of(GlanceResponse.expect(response), expected);
        if (!changes.isEmpty()) {
            patch(expected.glanceId(), changes);
        }
        if ("shared".equals(expected.visibility())) {
            share(expected.glanceId(), expected.members());
        }
        List<Map<String, Object>> left = GlanceChanges.of(GlanceResponse.expect(find(expected.glanceId())), expected);
        if (!left.isEmpty()) {
            throw RemoteException.retryable(
                    "glance-listing-differs",
                    "image %s took changes and does not show them: %s".formatted(expected.glanceId(), left));
        }
    }

    /** Hidden images can be used by who knows them, yet are not listed: what an older build becomes. */
    public void hide(String id) {
        patch(id, List.of(Map.of("op", "replace", "path", "/os_hidden", "value", true)));
    }

    public void rename(String id, String name) {
        patch(id, List.of(Map.of("op", "replace", "path", "/name", "value", name)));
    }

    private void patch(String id, List<Map<String, Object>> changes) {
        try {
            GlanceResponse.expect(call(
                    "PATCH",
                    "/v2/images/" + id,
                    BodyPublishers.ofByteArray(JSON.writeValueAsBytes(changes)),
                    "application/openstack-images-v2.1-json-patch"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private GlanceResponse create(ImageUpload upload, String id) {
        Map<String, Object> body = new LinkedHashMap<>();
        upload.properties().forEach((key, value) -> body.put(key, typed(key, value)));
        body.put("id", id);
        body.put("name", upload.name());
        body.put("disk_format", upload.diskFormat());
        body.put("container_format", "bare");
        body.put("visibility", upload.visibility());
        body.put("gantry_build", upload.buildId());
        body.put("os_hidden", upload.isHidden());
        body.put(GlanceChanges.OURS, GlanceChanges.names(upload.properties()));
        return json("POST", "/v2/images", body);
    }

    /** Nearly all properties are text to Glance; these it wants as what they are, and says itself what is wrong with another value. */
    static Object typed(String property, String value) {
        return switch (property) {
            case "min_disk", "min_ram" -> value.matches("\\d{1,9}") ? Integer.valueOf(value) : value;
            case "protected", "os_hidden" ->
                value.matches("(?i)true|false") ? Boolean.valueOf(value.toLowerCase(Locale.ROOT)) : value;
            default -> value;
        };
    }

    /** An image of other bytes goes: nobody must boot it. */
    private void verify(ImageUpload upload, String id) {
        JsonNode image = GlanceResponse.expect(find(id));
        String hash = HexFormat.of().formatHex(upload.sha512());
        boolean isSame = image.path("size").asLong() == upload.bytes()
                && (!image.path("os_hash_algo").asText().equals("sha512")
                        || image.path("os_hash_value").asText().equals(hash));
        if (!image.path("status").asText().equals("active") || !isSame) {
            delete(id);
            throw RemoteException.retryable(
                    "glance-image-differs",
                    "image %s is %s with %d bytes and hash %s; upload active, %d and %s"
                            .formatted(
                                    id,
                                    image.path("status").asText(),
                                    image.path("size").asLong(),
                                    image.path("os_hash_value").asText(),
                                    upload.bytes(),
                                    hash));
        }
    }

    private GlanceResponse json(String method, String path, Map<String, ?> body) {
        try {
            return call(method, path, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)), "application/json");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BodyPublisher file(Path file) {
        try {
            return BodyPublishers.ofFile(file);
        } catch (IOException e) {
            throw RemoteException.permanent("image-missing", file + " is not there", e);
        }
    }

    private GlanceResponse call(String method, String path, BodyPublisher body, String type) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(session.imageUrl() + path))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(uploadWithin)
                .header("X-Auth-Token", session.token())
                .header("Content-Type", type)
                .method(method, body)
                .build();
        try {
            HttpResponse<String> response =
                    BoundedCall.send(http, request, HttpResponse.BodyHandlers.ofString(), uploadWithin);
            String text = response.body();
            // its refusals are pages
            String words = text.strip().replaceAll("\\s+", " ");
            return new GlanceResponse(
                    response.statusCode(),
                    GlanceResponse.parse(text),
                    words.substring(0, Math.min(400, words.length())));
        } catch (IOException e) {
            throw RemoteException.retryable("glance-down", "%s: %s".formatted(session.imageUrl(), e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RemoteException.retryable("glance-down", "interrupted", e);
        }
    }
}
