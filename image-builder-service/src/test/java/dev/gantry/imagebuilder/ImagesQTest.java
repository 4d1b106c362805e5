package dev.gantry.imagebuilder;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import dev.gantry.imagebuilder.bundle.MadeBundle;
import dev.gantry.local.embedded.ServersForTests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(ServersForTests.class)
@QuarkusTestResource(StandInTools.class)
class ImagesQTest {

    private static final String BUNDLE = "NVIDIA-GRID-Linux-KVM-535.183.04-535.183.06-538.78.zip";

    @ConfigProperty(name = "gantry.data-dir")
    Path data;

    @TempDir
    Path folder;

    @Test
    void aBuildRunsAndItsImageIsThereAgainWhenNothingChanged() throws Exception {
        // given
        String token = MadeToken.until(Instant.now().plus(Duration.ofDays(90)));
        takeIn("tenant", token).statusCode(200).body("nodes[0].host", equalTo("192.0.2.7"));
        publishBundle();
        Map<String, Object> image = definition("rpm", "nvidia-vgpu");
        image.put("driver", Map.of("bundle", BUNDLE));
        image.put(
                "env",
                Map.of(
                        "DIB_NVIDIA_VGPU_CLIENT_TOKEN", Map.of("token", "tenant"),
                        "DIB_RPMS",
                                Map.of(
                                        "artifact",
                                        Map.of(
                                                "bundle",
                                                BUNDLE,
                                                "part",
                                                "nvidia-linux-grid-525-525.105.17-1.x86_64.rpm")),
                        "DIB_CLOUD_INIT_GROWPART_DEVICES", List.of("/")));
        put("Rocky9-NVIDIA", image).statusCode(201);

        // when
        String id = build("Rocky9-NVIDIA").statusCode(202).extract().path("id");
        awaitState(id, "SUCCEEDED");

        // then
        asked().get("/v1/builds/" + id)
                .then()
                .body("percent", equalTo(100))
                .body("result.sha256", notNullValue())
                .body("result.tokenFingerprint", notNullValue())
                .body("result.checks.name", hasItem("token-leak"));
        asked().get("/v1/images/Rocky9-NVIDIA/recipe")
                .then()
                .body("fields", equalTo(List.of()))
                .body("command", hasItem("gantry-nvidia-vgpu"))
                .body("command", not(hasItem("nvidia-vgpu")))
                .body(
                        "environment.DIB_RPMS",
                        containsString("/pulp/content/nvidia/nvidia-linux-grid-525-525.105.17-1.x86_64.rpm"))
                .body("environment.DIB_CLOUD_INIT_GROWPART_DEVICES", equalTo("[\"/\"]"))
                .body("environment.DIB_NVIDIA_VGPU_CLIENT_TOKEN", equalTo(null));
        String log =
                asked().accept("text/plain").get("/v1/builds/" + id + "/log").asString();
        assertThat(log).contains("Build completed successfully").doesNotContain(token);
        assertThat(asked().get("/v1/builds/" + id + "/provenance").asString()).doesNotContain(token);
        asked().get("/v1/builds/" + id + "/sbom").then().body("components.name", hasItem("bash"));
        asked().get("/v1/licence-tokens/tenant/carriers").then().body("buildId", hasItem(id));

        // and nothing changed: the same build is the answer; forced or changed: another
        build("Rocky9-NVIDIA").statusCode(200).body("id", equalTo(id));
        image.put("packages", List.of("tmux"));
        asked().contentType("application/json")
                .body(image)
                .put("/v1/images/Rocky9-NVIDIA")
                .then()
                .statusCode(428);
        asked().contentType("application/json")
                .header("If-Match", "*")
                .body(image)
                .put("/v1/images/Rocky9-NVIDIA")
                .then()
                .statusCode(200);
        build("Rocky9-NVIDIA").statusCode(202).body("id", not(equalTo(id)));
    }

    @Test
    void anImageThatNobodyCouldLookIntoIsNotGivenOut() {
        // given
        Map<String, Object> image = definition("fate-ok");
        image.remove("verification");
        put("closed", image).statusCode(201).body("verification", equalTo("required"));

        // when
        String id = build("closed").statusCode(202).extract().path("id");
        awaitState(id, "FAILED");

        // then
        asked().get("/v1/builds/" + id)
                .then()
                .body("failure.reason", equalTo("image-not-verified"))
                .body("failure.phase", equalTo("verify"))
                .body("result", equalTo(null));
        give("closed", "candidate", id).statusCode(409);
    }

    @Test
    void theLogIsFollowedToItsEnd() {
        // given
        put("followed", definition("fate-ok")).statusCode(201);
        String id = build("followed").statusCode(202).extract().path("id");

        // when
        String stream = asked().accept("text/event-stream")
                .get("/v1/builds/" + id + "/log")
                .asString();

        // then
        assertThat(stream)
                .contains("data:")
                .contains("Build completed successfully")
                .contains("cleaned up");
    }

    @Test
    void aFailingBuildNamesPhaseCauseAndLastLines() {
        // given
        put("no-package", definition("fate-no-package")).statusCode(201);

        // when
        String id = build("no-package").statusCode(202).extract().path("id");
        awaitState(id, "FAILED");

        // then
        asked().get("/v1/builds/" + id)
                .then()
                .body("failure.phase", equalTo("install"))
                .body("failure.reason", equalTo("dib-failed"))
                .body("failure.detail", containsString("exit code 100"))
                .body("failure.detail", containsString("E: Unable to locate package biosdevname"))
                .body("failure.lastLines", not(equalTo(List.of())));
    }

    @Test
    void aBuildThatNeverSaysSuccessHasFailed() {
        // given
        put("silent", definition("fate-silent")).statusCode(201);

        // when
        String id = build("silent").statusCode(202).extract().path("id");

        // then
        awaitState(id, "FAILED");
    }

    @Test
    void aTokenThatAnElementTellsIsMaskedInTheLog() {
        // given
        String token = MadeToken.until(Instant.now().plus(Duration.ofDays(30)), "told.example.org");
        takeIn("told", token).statusCode(200);
        Map<String, Object> image = definition("fate-tells-token");
        image.put("token", "told");
        put("telling", image).statusCode(201);

        // when
        String id = build("telling").statusCode(202).extract().path("id");
        awaitState(id, "SUCCEEDED");

        // then
        String log =
                asked().accept("text/plain").get("/v1/builds/" + id + "/log").asString();
        assertThat(log).contains("+ printf ******").doesNotContain(token.split("\\.")[1]);
    }

    @Test
    void aCancelledBuildEndsAndLeavesNothing() throws Exception {
        // given
        put("hanging", definition("fate-hangs")).statusCode(201);
        String id = build("hanging").statusCode(202).extract().path("id");
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(asked().accept("text/plain")
                        .get("/v1/builds/" + id + "/log")
                        .asString())
                .contains("waiting"));

        // when
        asked().post("/v1/builds/" + id + "/cancel").then().statusCode(202);
        awaitState(id, "CANCELLED");

        // then
        assertThat(ProcessHandle.allProcesses()
                        .filter(p -> p.info().commandLine().orElse("").contains(id)))
                .isEmpty();
        try (Stream<Path> files =
                Files.list(data.toAbsolutePath().resolve("builds").resolve(id))) {
            assertThat(files).extracting(f -> f.getFileName().toString()).containsExactly("log.txt");
        }
    }

    @Test
    void withoutDiskImageCreateTheAnswerNamesThePackageAndTheCommand() throws Exception {
        // given
        put("unbuildable", definition("fate-ok")).statusCode(201);
        Files.delete(StandInTools.PROGRAM);
        try {
            // when / then
            build("unbuildable")
                    .statusCode(503)
                    .body("type", equalTo("/problems/disk-image-create-missing"))
                    .body("package", equalTo("python3-diskimage-builder"))
                    .body("inputsDigest", notNullValue())
                    .body("command", hasItem("fate-ok"))
                    .body("environment.TMP_DIR", notNullValue());
        } finally {
            StandInTools.put();
        }
    }

    @Test
    void refusesWhatCannotBeBuilt() {
        // given
        Map<String, Object> image = definition("vm");
        image.put("driver", Map.of("bundle", "NVIDIA-GRID-Linux-KVM-510.1.1-510.1.2-511.1.zip"));
        image.put("token", "nobody");
        put("dangling", image).statusCode(201);
        Map<String, Object> pasted = definition("vm");
        pasted.put("env", Map.of("DIB_NVIDIA_VGPU_CLIENT_TOKEN", MadeToken.until(Instant.EPOCH)));
        pasted.put("type", "floppy");

        // when / then
        build("dangling").statusCode(422).body("fields.path", hasItem("token")).body("fields.path", hasItem("driver"));
        put("pasted", pasted)
                .statusCode(422)
                .body("fields.path", hasItem("env.DIB_NVIDIA_VGPU_CLIENT_TOKEN"))
                .body("fields.path", hasItem("type"))
                .body("detail", not(containsString("eyJ")));
        asked().get("/v1/images/pasted").then().statusCode(404);
        build("unknown").statusCode(404);
    }

    @Test
    void refusesTokensThatCannotBeRight() {
        String good = MadeToken.until(Instant.now().plus(Duration.ofDays(1)));

        takeIn("bad", "\uFEFF" + good.substring(0, 9) + "\u200B" + good.substring(9))
                .statusCode(422)
                .body("type", equalTo("/problems/token-invisible-characters"))
                .body("fields[0].path", equalTo("character 0"))
                .body("fields[1].path", equalTo("character 10"))
                .body("fields[1].found", equalTo("U+200B ZERO WIDTH SPACE"));
        takeIn("bad", "a.b").statusCode(422).body("type", equalTo("/problems/token-malformed"));
        takeIn("bad", MadeToken.until(Instant.now().minusSeconds(60)))
                .statusCode(422)
                .body("type", equalTo("/problems/token-expired"));
        asked().get("/v1/licence-tokens/bad").then().statusCode(404);
        asked().contentType("text/plain")
                .queryParam("removeInvisible", true)
                .body(("\uFEFF" + good + "\r\n").getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .put("/v1/licence-tokens/mended")
                .then()
                .statusCode(200);
    }

    @Test
    void theGuidesImageIsImportedAndWrittenAgain() throws Exception {
        // given
        byte[] guide = ImagesQTest.class
                .getResourceAsStream("/openstack/rocky9-nvidia.yml")
                .readAllBytes();
        byte[] renamed = new String(guide, java.nio.charset.StandardCharsets.UTF_8)
                .replace("\"Rocky9-NVIDIA\"", "\"Rocky9-Guide\"")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);

        // when / then
        asked().contentType("application/yaml")
                .body(renamed)
                .post("/v1/image-imports")
                .then()
                .statusCode(200)
                .body("find { it.name == 'Rocky9-Guide' }.warnings", hasItem(containsString("licence token")));
        assertThat(asked().get("/v1/images.yaml").asString()).contains("{{ image_rocky9_guide }}");
        asked().contentType("application/yaml")
                .body("openstack_images: 7".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post("/v1/image-imports")
                .then()
                .statusCode(422);
    }

    @Test
    void tellsWhichImagesBreakWithAnotherHostDriver() {
        // given
        Map<String, Object> image = definition("vm");
        image.put("driver", Map.of("bundle", "NVIDIA-GRID-Linux-KVM-525.105.14-525.105.17-528.89.zip"));
        image.put("hostGroups", List.of("compute_vgpu"));
        put("old-guest", image).statusCode(201);

        // when / then
        asked().get("/v1/driver-alignment?hostDriver=525.105.14&hostGroup=compute_vgpu")
                .then()
                .body("find { it.image == 'old-guest' }.verdict", equalTo("ALIGNED"));
        asked().get("/v1/driver-alignment?hostDriver=R550")
                .then()
                .body("find { it.image == 'old-guest' }.verdict", equalTo("INCOMPATIBLE"));
        asked().get("/v1/driver-alignment?hostDriver=x").then().statusCode(422);
    }

    @Test
    void channelsGiveOutWhatWasACandidateAndGoBack() {
        // given
        put("channelled", definition("fate-ok")).statusCode(201);
        String first = build("channelled").extract().path("id");
        awaitState(first, "SUCCEEDED");
        String second = asked().post("/v1/images/channelled/builds?force=true")
                .then()
                .extract()
                .path("id");
        awaitState(second, "SUCCEEDED");

        // when / then
        give("channelled", "stable", first).statusCode(409);
        give("channelled", "candidate", first).statusCode(200);
        give("channelled", "stable", first).statusCode(200);
        give("channelled", "candidate", second).statusCode(200);
        give("channelled", "stable", second).statusCode(200);
        asked().post("/v1/images/channelled/channels/stable/rollback").then().body("build", equalTo(first));
        asked().get("/v1/images/channelled/channels/stable").then().body("size()", equalTo(3));
        give("channelled", "nightly", first).statusCode(422);
    }

    @Test
    void imagesAreServedToCallersOnly() {
        // given
        put("served", definition("fate-ok")).statusCode(201);
        String id = build("served").extract().path("id");
        awaitState(id, "SUCCEEDED");
        String url = asked().get("/v1/builds/" + id).then().extract().path("result.url");
        String path = java.net.URI.create(url).getPath();

        // when / then
        given().get(path).then().statusCode(401);
        asked().get(path).then().statusCode(200).body(containsString("image of"));
    }

    private static ValidatableResponse give(String image, String channel, String build) {
        return asked().contentType("application/json")
                .body(Map.of("build", build))
                .put("/v1/images/%s/channels/%s".formatted(image, channel))
                .then();
    }

    private void publishBundle() throws Exception {
        asked().header("X-File-Name", BUNDLE)
                .contentType("application/octet-stream")
                .body(Files.readAllBytes(MadeBundle.usual(folder)))
                .post("/v1/driver-bundles");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> asked().get("/v1/driver-bundles/" + BUNDLE).then().body("state", equalTo("PUBLISHED")));
    }

    private static Map<String, Object> definition(String... elements) {
        Map<String, Object> image = new LinkedHashMap<>();
        image.put("type", "tgz");
        image.put("elements", List.of(elements));
        image.put("properties", Map.of("os_distro", "rocky"));
        // the stand-in makes a text, no tree to look into
        image.put("verification", "optional");
        return image;
    }

    private static ValidatableResponse put(String name, Map<String, Object> image) {
        return asked().contentType("application/json")
                .body(image)
                .put("/v1/images/" + name)
                .then();
    }

    private static ValidatableResponse build(String name) {
        return asked().post("/v1/images/" + name + "/builds").then();
    }

    private static ValidatableResponse takeIn(String name, String token) {
        return asked().contentType("text/plain; charset=UTF-8")
                .body(token)
                .put("/v1/licence-tokens/" + name)
                .then();
    }

    private static void awaitState(String id, String state) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> asked().get("/v1/builds/" + id).then().body("state", equalTo(state)));
    }

    private static RequestSpecification asked() {
        return given().header("Authorization", "Bearer " + ServersForTests.TOKEN);
    }
}
