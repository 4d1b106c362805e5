package dev.gantry.novaconfig;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.gantry.contracts.nova.NovaConfigPublished;
import dev.gantry.novaconfig.model.render.Sites;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What the site says: its release, its settings and its own flavors. */
@QuarkusTest
@TestMethodOrder(MethodOrderer.MethodName.class)
class SettingsQTest extends ServiceQTest {
    @Test
    void changedReleaseRendersAgain() {
        try (EventWire wire = new EventWire(servers)) {
            // given
            wire.say(EventWire.provisioned("settings001", 4, "g", Sites.guide().getFirst()));
            wire.heard(NovaConfigPublished.class, "settings001", 4);
            String tag = operator()
                    .get("/v1/settings")
                    .then()
                    .statusCode(200)
                    .extract()
                    .header("ETag");
            // when
            String changed = operator()
                    .contentType(ContentType.JSON)
                    .header("If-Match", tag)
                    .body(Map.of("release", "zed"))
                    .put("/v1/settings")
                    .then()
                    .statusCode(200)
                    .extract()
                    .header("ETag");
            // then
            await().atMost(SOON).untilAsserted(() -> operator()
                    .get("/v1/hosts/settings001/revisions")
                    .then()
                    .body("items[0].release", equalTo("zed"))
                    .body("items[0].resourceClasses", contains("VGPU"))
                    .body("items[0].cause.what", equalTo("settings changed")));
            operator()
                    .contentType(ContentType.JSON)
                    .header("If-Match", tag)
                    .body(Map.of())
                    .put("/v1/settings")
                    .then()
                    .statusCode(412);
            operator()
                    .contentType(ContentType.JSON)
                    .header("If-Match", changed)
                    .body(Map.of())
                    .put("/v1/settings")
                    .then()
                    .statusCode(200);
        }
    }

    @Test
    void impossibleSettingsAreRefusedFieldByField() {
        operator()
                .contentType(ContentType.JSON)
                .header("If-Match", "*")
                .body(Map.of("release", "train", "pciPlacement", "sometimes", "classes", Map.of("nvidia-x", "custom")))
                .put("/v1/settings")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("fields.path", contains("release", "pciPlacement", "classes.nvidia-x"))
                .body("fields[0].found", equalTo("train"));
    }

    @Test
    void definedFlavorReplacesAndLeavesAgain() {
        // given
        Map<String, Object> flavor = Map.of(
                "ram",
                65536,
                "disk",
                30,
                "vcpus",
                8,
                "is_public",
                false,
                "extra_specs",
                Map.of("resources:CUSTOM_NVIDIA_12345", 1, "hw_rng:allowed", true));
        // when
        String tag = operator()
                .contentType(ContentType.JSON)
                .body(flavor)
                .put("/v1/flavors/my.flavor")
                .then()
                .statusCode(201)
                .body("extra_specs.'hw_rng:allowed'", equalTo("True"))
                .body("findings.code", contains("class-not-offered"))
                .extract()
                .header("ETag");
        // then
        operator().get("/v1/flavors.yaml").then().body(containsString("my_flavor:"));
        operator()
                .contentType(ContentType.JSON)
                .body(flavor)
                .put("/v1/flavors/my.flavor")
                .then()
                .statusCode(428);
        operator()
                .header("If-Match", tag)
                .delete("/v1/flavors/my.flavor")
                .then()
                .statusCode(204);
        operator().get("/v1/flavors/my.flavor").then().statusCode(404);
    }

    @Test
    void flavorThatNovaRefusesIsRefused() {
        operator()
                .contentType(ContentType.JSON)
                .body(Map.of("ram", 1024, "disk", 1, "vcpus", 1, "extra_specs", Map.of("resources:VGPU", "one")))
                .put("/v1/flavors/bad")
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/flavor-invalid"));
    }

    @Test
    void needsAToken() {
        given().get("/v1/settings").then().statusCode(401);
    }

    @Test
    void describesItselfAsKept() throws IOException {
        // given
        Path kept = Path.of("../docs/openapi/nova-config.yaml");
        String text = given().get("/q/openapi").then().statusCode(200).extract().asString();
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(kept.getParent());
            Files.writeString(kept, text);
        }
        // then
        assertThat(text).isEqualTo(Files.readString(kept));
    }
}
