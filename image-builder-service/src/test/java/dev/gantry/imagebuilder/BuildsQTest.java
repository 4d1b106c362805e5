package dev.gantry.imagebuilder;

import static dev.gantry.imagebuilder.Calls.asked;
import static dev.gantry.imagebuilder.Calls.awaitState;
import static dev.gantry.imagebuilder.Calls.build;
import static dev.gantry.imagebuilder.Calls.definition;
import static dev.gantry.imagebuilder.Calls.give;
import static dev.gantry.imagebuilder.Calls.put;
import static dev.gantry.imagebuilder.Calls.takeIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import dev.gantry.imagebuilder.file.MadeBundle;
import dev.gantry.local.embedded.ServersForTests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
class BuildsQTest {
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
        asked().get("/v1/licence-tokens/tenant/images").then().body("items.buildId", hasItem(id));

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
        Map<String, Object> image = definition("fault-ok");
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
        put("followed", definition("fault-ok")).statusCode(201);
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
        put("no-package", definition("fault-no-package")).statusCode(201);

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
        put("silent", definition("fault-silent")).statusCode(201);

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
        Map<String, Object> image = definition("fault-tells-token");
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
        put("hanging", definition("fault-hangs")).statusCode(201);
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
        put("unbuildable", definition("fault-ok")).statusCode(201);
        Files.delete(StandInTools.PROGRAM);
        try {
            // when / then
            build("unbuildable")
                    .statusCode(503)
                    .body("type", equalTo("/problems/disk-image-create-missing"))
                    .body("package", equalTo("python3-diskimage-builder"))
                    .body("inputsDigest", notNullValue())
                    .body("command", hasItem("fault-ok"))
                    .body("environment.TMP_DIR", notNullValue());
        } finally {
            StandInTools.put();
        }
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
}
