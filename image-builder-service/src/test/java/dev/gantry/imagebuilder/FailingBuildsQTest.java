package dev.gantry.imagebuilder;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.gantry.local.embedded.ServersForTests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(ServersForTests.class)
@QuarkusTestResource(StandInTools.class)
class FailingBuildsQTest {

    @ConfigProperty(name = "gantry.data-dir")
    Path data;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "root",
                "extra-data",
                "pre-install",
                "install",
                "post-install",
                "block-device",
                "finalise",
                "cleanup",
                "convert"
            })
    void aFailureInAnyPhaseNamesItAndLeavesNothingHalfDone(String phase) throws IOException {
        // given
        String image = "fails-in-" + phase;
        put(image, "fault-fails-in-" + phase);

        // when
        String id = failed(image);

        // then
        asked().get("/v1/builds/" + id)
                .then()
                .body("failure.phase", equalTo(phase))
                .body("failure.reason", equalTo("dib-failed"))
                .body("failure.retryable", equalTo(true))
                .body("failure.detail", containsString("ERROR: "))
                .body("failure.lastLines", hasItem(containsString("ERROR: ")))
                .body("result", equalTo(null));
        expectNothingLeft(image, id);

        // and it can be tried again
        assertThat(failed(image)).isNotEqualTo(id);
    }

    @Test
    void anImageTooLargeForTheDiskSaysSo() throws IOException {
        // given
        put("too-large", "fault-fills-disk");

        // when
        String id = failed("too-large");

        // then
        asked().get("/v1/builds/" + id)
                .then()
                .body("failure.phase", equalTo("convert"))
                .body("failure.reason", equalTo("disk-full"))
                .body("failure.detail", containsString("No space left on device"));
        expectNothingLeft("too-large", id);
    }

    @Test
    void anUnreachableGitRepositoryIsNamedBeforeAnythingStarts() {
        // given
        Map<String, Object> image = definition("vm");
        image.put("gitElements", List.of(Map.of("repo", "file:///nowhere/elements.git", "version", "main")));
        asked().contentType("application/json")
                .body(image)
                .put("/v1/images/far-elements")
                .then()
                .statusCode(201);

        // when / then
        asked().post("/v1/images/far-elements/builds")
                .then()
                .statusCode(422)
                .body("fields.path", hasItem("gitElements"))
                .body("detail", containsString("/nowhere/elements.git"));
        asked().get("/v1/builds?image=far-elements").then().body("items", equalTo(List.of()));
    }

    @Test
    void aBodyThatIsNoBundleIsSmall() {
        asked().contentType("application/json")
                .body(new byte[(16 << 20) + 1])
                .put("/v1/images/huge")
                .then()
                .statusCode(413)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/body-too-large"));
    }

    private void expectNothingLeft(String image, String id) throws IOException {
        Path build = data.toAbsolutePath().resolve("builds").resolve(id);
        try (Stream<Path> files = Files.list(build)) {
            assertThat(files).extracting(f -> f.getFileName().toString()).containsExactly("log.txt");
        }
        assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).doesNotContain(id);
        asked().get("/pulp/content/gantry-images/PULP_MANIFEST").then().body(not(containsString(image)));
        asked().post("/v1/builds/" + id + "/cancel").then().body("state", equalTo("FAILED"));
    }

    private static String failed(String image) {
        String id = asked().post("/v1/images/" + image + "/builds")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> asked().get("/v1/builds/" + id).then().body("state", equalTo("FAILED")));
        return id;
    }

    private static void put(String name, String element) {
        asked().contentType("application/json")
                .body(definition(element))
                .put("/v1/images/" + name)
                .then()
                .statusCode(201);
    }

    private static Map<String, Object> definition(String element) {
        Map<String, Object> image = new LinkedHashMap<>();
        image.put("type", "tgz");
        image.put("elements", List.of(element));
        image.put("verification", "optional");
        return image;
    }

    private static RequestSpecification asked() {
        return given().header("Authorization", "Bearer " + ServersForTests.TOKEN);
    }
}
