package dev.gantry.imagebuilder.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.imagebuilder.model.RemoteException;
import dev.gantry.imagebuilder.model.channel.ListedImage;
import dev.gantry.testing.LocalServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real Glance, started by {@code local/tools/glance}; see {@link LocalServer}. */
class GlanceClientIT {

    private static final String OURS = "builder:tenant:member,reader";
    private static final String THEIRS = "other:neighbour:admin,member,reader";

    @TempDir
    static Path home;

    static LocalServer server;
    static TokenIssuer identity;

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Path place = home.resolve("glance");
        server = LocalServer.start("glance", place, Map.of("GLANCE_HOME", place.toString()));
        identity = new TokenIssuer(server.said("url"));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (identity != null) {
            identity.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void anImageIsThereOnceWithItsPropertiesHashAndMembers() throws Exception {
        // given
        GlanceClient.ImageUpload expected =
                expected("Once", Map.of("os_distro", "rocky", "min_disk", "10", "hw_rng_model", "virtio"));

        // when
        String id = glance(OURS).upload(expected);
        glance(OURS).share(id, List.of("research", "teaching"));
        glance(OURS).share(id, List.of("teaching", "physics"));

        // then
        JsonNode image = ask("GET", "/v2/images/" + id, "");
        assertThat(image.path("status").asText()).isEqualTo("active");
        assertThat(image.path("size").asLong()).isEqualTo(expected.bytes());
        assertThat(image.path("os_distro").asText()).isEqualTo("rocky");
        assertThat(image.path("min_disk").asInt()).isEqualTo(10);
        assertThat(image.path("visibility").asText()).isEqualTo("shared");
        assertThat(ask("GET", "/v2/images/" + id + "/members", "").findValuesAsText("member_id"))
                .containsExactlyInAnyOrder("teaching", "physics");

        // and again it is the same
        assertThat(glance(OURS).upload(expected)).isEqualTo(id);
    }

    @Test
    void theNameGoesToTheNewImageAndThoseOfOthersKeepTheirs() throws Exception {
        // given
        String old = glance(OURS).upload(expected("Rocky9", Map.of()));
        String manual =
                ask("POST", "/v2/images", "{\"name\":\"Rocky9\"}").path("id").asText();
        String theirs = glance(THEIRS).upload(expected("Rocky9", "public", Map.of()));

        // when
        GlanceClient.ImageUpload expected = expected("Rocky9", Map.of());
        String id = glance(OURS).upload(expected);
        glance(OURS).replaceEarlier(id, "Rocky9");

        // then
        JsonNode before = ask("GET", "/v2/images/" + old, "");
        assertThat(before.path("name").asText()).startsWith("Rocky9 (build ");
        assertThat(before.path("os_hidden").asBoolean()).isTrue();
        assertThat(List.of(id, manual, theirs)).allSatisfy(other -> {
            assertThat(ask("GET", "/v2/images/" + other, "").path("name").asText())
                    .isEqualTo("Rocky9");
            assertThat(ask("GET", "/v2/images/" + other, "").path("os_hidden").asBoolean())
                    .isFalse();
        });
    }

    @Test
    void aKilledUploadIsGoneOnWithAndADeletedImageIsMadeAnew() throws Exception {
        // given
        GlanceClient.ImageUpload expected = expected("Resumed", Map.of());
        String begun = GlanceClient.idOf(expected.buildId()).toString();
        ask("POST", "/v2/images", """
            {"id": "%s", "name": "Resumed", "disk_format": "raw", "container_format": "bare"}\
            """.formatted(begun));

        // when / then
        assertThat(glance(OURS).upload(expected)).isEqualTo(begun);
        assertThat(ask("GET", "/v2/images/" + begun, "").path("status").asText())
                .isEqualTo("active");

        // and Glance gives an id once
        ask("DELETE", "/v2/images/" + begun, "");
        String anew = glance(OURS).upload(expected);
        assertThat(anew).isNotEqualTo(begun);
        assertThat(glance(OURS).upload(expected)).isEqualTo(anew);
    }

    @Test
    void otherBytesAreTakenAwayAgain() throws Exception {
        // given
        GlanceClient.ImageUpload expected = expected("Different", Map.of());
        Files.write(expected.file(), new byte[(int) expected.bytes()]);

        // when / then
        assertThatThrownBy(() -> glance(OURS).upload(expected))
                .isInstanceOfSatisfying(
                        RemoteException.class, e -> assertThat(e.reason()).isEqualTo("glance-image-differs"));
        assertThat(ask("GET", "/v2/images?name=Different", "").path("images")).isEmpty();
    }

    @Test
    void aNameIsProvenByAnImageThatServersCanBeMadeFrom() throws Exception {
        // given
        String id = glance(OURS).upload(expected("Listed", Map.of()));
        ListedImage listed = new ListedImage(id, "Named", false, "shared", List.of(), Map.of("os_distro", "rocky"));
        String manual = ask("POST", "/v2/images", """
            {"name": "Named", "disk_format": "raw", "container_format": "bare"}\
            """).path("id").asText();

        // when / then
        assertThat(glance(OURS).list(listed)).containsExactly(manual);
        ask("POST", "/v2/images/" + id + "/actions/deactivate", "");
        assertThatThrownBy(() -> glance(OURS).list(listed)).isInstanceOfSatisfying(RemoteException.class, e -> {
            assertThat(e.reason()).isEqualTo("glance-image-not-active");
            assertThat(e.detail()).contains("deactivated");
        });
        ask("POST", "/v2/images/" + id + "/actions/reactivate", "");
        assertThat(glance(OURS).list(listed)).containsExactly(manual);
        ask("DELETE", "/v2/images/" + id, "");
        assertThatThrownBy(() -> glance(OURS).list(listed))
                .isInstanceOfSatisfying(
                        RemoteException.class, e -> assertThat(e.reason()).isEqualTo("glance-image-deleted"));
    }

    @Test
    void whatItRefusesIsToldInItsWords() throws Exception {
        // given
        GlanceClient.ImageUpload reserved = expected("Reserved", Map.of("min_disk", "many"));
        GlanceClient.ImageUpload open = expected("Open", "public", Map.of());

        // when / then
        assertThatThrownBy(() -> glance(OURS).upload(reserved)).isInstanceOfSatisfying(RemoteException.class, e -> {
            assertThat(e.reason()).isEqualTo("glance-refused");
            assertThat(e.detail()).contains("400", "min_disk");
            assertThat(e.isRetryable()).isFalse();
        });
        assertThatThrownBy(() -> glance(OURS).upload(open))
                .isInstanceOfSatisfying(
                        RemoteException.class, e -> assertThat(e.detail()).contains("403"));
        assertThatThrownBy(() -> glance("ended").upload(open))
                .isInstanceOfSatisfying(
                        RemoteException.class, e -> assertThat(e.reason()).isEqualTo("glance-unauthorized"));
    }

    private GlanceClient glance(String token) {
        return new GlanceClient(identity.session(token), Duration.ofMinutes(2));
    }

    private JsonNode ask(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(server.said("url") + path))
                        .header("X-Auth-Token", OURS)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return new ObjectMapper().readTree(answer.body());
    }

    private GlanceClient.ImageUpload expected(String name, Map<String, String> properties) throws Exception {
        return expected(name, "shared", properties);
    }

    private GlanceClient.ImageUpload expected(String name, String visibility, Map<String, String> properties)
            throws Exception {
        byte[] bytes = new byte[300_000];
        new Random(7).nextBytes(bytes);
        String build = UUID.randomUUID().toString();
        Path file = Files.write(folder.resolve(build), bytes);
        byte[] hash = MessageDigest.getInstance("SHA-512").digest(bytes);
        return new GlanceClient.ImageUpload(
                build, name, "raw", visibility, false, properties, file, bytes.length, hash);
    }
}
