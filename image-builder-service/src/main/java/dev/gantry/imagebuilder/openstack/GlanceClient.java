package dev.gantry.imagebuilder.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.imagebuilder.model.RemoteException;
import dev.gantry.imagebuilder.model.channel.ListedImage;
import dev.gantry.openstack.CloudRequest;
import dev.gantry.openstack.CloudSession;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
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

    private static final CloudSession.Service IMAGE = new CloudSession.Service("image", "");
    private static final ObjectMapper JSON = new ObjectMapper();
    // Glance gives an id once: the image of a build can be deleted and made anew so many times
    private static final int MAKINGS = 20;
    private static final Duration CALL_WITHIN = Duration.ofSeconds(60);
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final CloudSession session;
    private final Duration uploadWithin;

    public GlanceClient(CloudSession session, Duration uploadWithin) {
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
            call(file(id, upload.file())).expect();
        }
        verify(upload, id);
        return id;
    }

    /** What neither is there nor can be made was deleted before; what is there only at the second look another try made meanwhile. */
    private JsonNode findOrCreate(ImageUpload upload) {
        for (int deleted = 0; deleted < MAKINGS; deleted++) {
            String id = idOf(upload.buildId(), deleted).toString();
            GlanceResponse response = find(id);
            if (response instanceof GlanceResponse.NotFound) {
                GlanceResponse made = create(upload, id);
                response = made instanceof GlanceResponse.Conflict ? find(id) : made;
            }
            if (!(response instanceof GlanceResponse.NotFound)) {
                return response.expect();
            }
        }
        throw RemoteException.permanent(
                "glance-image-deleted",
                "The image of build %s was deleted %d times; build it again".formatted(upload.buildId(), MAKINGS));
    }

    private GlanceResponse find(String id) {
        return call(CloudRequest.get("/v2/images/" + id));
    }

    private void delete(String id) {
        remove("/v2/images/" + id).expect();
    }

    /** Lets just these projects see it; each of them has to accept. Doing so again changes nothing. */
    public void share(String id, List<String> projects) {
        String members = "/v2/images/" + id + "/members";
        List<String> present = new ArrayList<>();
        call(CloudRequest.get(members))
                .expect()
                .path("members")
                .forEach(m -> present.add(m.path("member_id").asText()));
        for (String project : projects) {
            if (!present.contains(project)) {
                GlanceResponse response = json("POST", members, Map.of("member", project));
                if (!(response instanceof GlanceResponse.Conflict)) {
                    response.expect();
                }
            }
        }
        for (String project : present) {
            if (!projects.contains(project)) {
                GlanceResponse response = remove(members + "/" + project);
                if (!(response instanceof GlanceResponse.NotFound)) {
                    response.expect();
                }
            }
        }
    }

    /**
     * Takes the name from earlier builds and hides them, so that the name means the new image alone. Servers that run from them go on. Images
     * of that name which were not made here, or are another project's, are left alone.
     */
    public void replaceEarlier(String id, String name) {
        String owner = find(id).expect().path("owner").asText();
        for (JsonNode image : called(name)) {
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
     * proof. An old build that was deleted is left alone.
     *
     * @return ids of other images that clients find under the same name, and which are not ours to rename
     */
    public List<String> list(ListedImage expected) {
        GlanceResponse response = find(expected.glanceId());
        if (response instanceof GlanceResponse.NotFound) {
            ListingCheck.gone(expected);
            return List.of();
        }
        List<Map<String, Object>> changes = GlanceChanges.of(response.expect(), expected);
        if (!changes.isEmpty()) {
            patch(expected.glanceId(), changes);
        }
        if ("shared".equals(expected.visibility())) {
            share(expected.glanceId(), expected.members());
        }
        JsonNode image = find(expected.glanceId()).expect();
        ListingCheck.check(image, expected);
        return expected.isHidden() ? List.of() : ListingCheck.others(called(expected.name()), image);
    }

    private JsonNode called(String name) {
        String query = "/v2/images?limit=100&name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
        return call(CloudRequest.get(query)).expect().path("images");
    }

    /** Hidden images can be used by who knows them, yet are not listed: what an older build becomes. */
    public void hide(String id) {
        patch(id, List.of(Map.of("op", "replace", "path", "/os_hidden", "value", true)));
    }

    public void rename(String id, String name) {
        patch(id, List.of(Map.of("op", "replace", "path", "/name", "value", name)));
    }

    private void patch(String id, List<Map<String, Object>> changes) {
        call(CloudRequest.of(
                        "PATCH", "/v2/images/" + id, written(changes), "application/openstack-images-v2.1-json-patch"))
                .expect();
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
        JsonNode image = find(id).expect();
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
        return call(CloudRequest.of(method, path, written(body), "application/json"));
    }

    private GlanceResponse remove(String path) {
        return call(new CloudRequest("DELETE", path, BodyPublishers.noBody(), "application/json", CALL_WITHIN));
    }

    private CloudRequest file(String id, Path file) {
        try {
            return CloudRequest.upload("/v2/images/" + id + "/file", file, uploadWithin);
        } catch (IOException e) {
            throw RemoteException.permanent("image-missing", file + " is not there", e);
        }
    }

    private static byte[] written(Object body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private GlanceResponse call(CloudRequest request) {
        try {
            return new GlanceResponse.Ok(session.send(IMAGE, request));
        } catch (dev.gantry.openstack.RemoteException e) {
            RemoteException told = CloudFailures.told(e);
            return switch (e.status()) {
                case NOT_FOUND -> new GlanceResponse.NotFound(told);
                case CONFLICT -> new GlanceResponse.Conflict(told);
                default -> throw told;
            };
        }
    }
}
