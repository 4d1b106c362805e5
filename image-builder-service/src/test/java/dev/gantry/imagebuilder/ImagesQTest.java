package dev.gantry.imagebuilder;

import static dev.gantry.imagebuilder.Calls.asked;
import static dev.gantry.imagebuilder.Calls.awaitState;
import static dev.gantry.imagebuilder.Calls.build;
import static dev.gantry.imagebuilder.Calls.definition;
import static dev.gantry.imagebuilder.Calls.give;
import static dev.gantry.imagebuilder.Calls.put;
import static dev.gantry.imagebuilder.Calls.takeIn;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.gantry.local.embedded.ServersForTests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServersForTests.class)
@QuarkusTestResource(StandInTools.class)
class ImagesQTest {
    @ConfigProperty(name = "gantry.data-dir")
    Path data;

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
                .body("images.find { it.name == 'Rocky9-Guide' }.outcome", equalTo("CREATED"))
                .body("images.find { it.name == 'Rocky9-Guide' }.warnings", hasItem(containsString("licence token")));
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
                .body("items.find { it.image == 'old-guest' }.verdict", equalTo("ALIGNED"));
        asked().get("/v1/driver-alignment?hostDriver=R550")
                .then()
                .body("items.find { it.image == 'old-guest' }.verdict", equalTo("INCOMPATIBLE"));
        asked().get("/v1/driver-alignment?hostDriver=x").then().statusCode(422);
    }

    @Test
    void channelsGiveOutWhatWasACandidateAndGoBack() {
        // given
        put("channelled", definition("fault-ok")).statusCode(201);
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
        asked().get("/v1/images/channelled/channels/stable").then().body("total", equalTo(3));
        give("channelled", "nightly", first).statusCode(422);
    }

    @Test
    void imagesAreServedToCallersOnly() {
        // given
        put("served", definition("fault-ok")).statusCode(201);
        String id = build("served").extract().path("id");
        awaitState(id, "SUCCEEDED");
        String url = asked().get("/v1/builds/" + id).then().extract().path("result.url");
        String path = java.net.URI.create(url).getPath();

        // when / then
        given().get(path).then().statusCode(401);
        asked().get(path).then().statusCode(200).body(containsString("image of"));
    }
}
