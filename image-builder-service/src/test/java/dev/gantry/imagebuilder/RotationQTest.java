package dev.gantry.imagebuilder;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;

import dev.gantry.local.embedded.ServersForTests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A licence token is rotated: which images still carry the old one. Without a cloud nobody knows their guests, which is told. */
@QuarkusTest
@QuarkusTestResource(ServersForTests.class)
@QuarkusTestResource(StandInTools.class)
class RotationQTest {

    private static final String IMAGE = "Debian12-rotated";

    @Test
    void theImagesOfTheOldTokenAreListedBesideThoseOfTheNew() {
        // given
        takeIn(MadeToken.until(Instant.now().plus(Duration.ofDays(90))));
        asked().contentType("application/json")
                .body(Map.of(
                        "type", "tgz",
                        "elements", List.of("debian-minimal", "nvidia-vgpu"),
                        "env", Map.of("DIB_NVIDIA_VGPU_CLIENT_TOKEN", Map.of("token", "rotated")),
                        "visibility", "private",
                        "verification", "optional"))
                .put("/v1/images/" + IMAGE)
                .then()
                .statusCode(201);
        String before = build();

        // when
        takeIn(MadeToken.until(Instant.now().plus(Duration.ofDays(400))));
        String after = build();

        // then
        asked().get("/v1/licence-tokens/rotated/images")
                .then()
                .statusCode(200)
                .body("items.buildId", equalTo(List.of(after, before)))
                .body("items.isCurrent", equalTo(List.of(true, false)))
                .body("items.guests.scope", equalTo(List.of("UNKNOWN", "UNKNOWN")))
                .body("items.guests.reason", everyItem(containsString("gantry.image-builder.glance")));
    }

    private static String build() {
        String id = asked().post("/v1/images/" + IMAGE + "/builds")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        Awaitility.await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertThat(
                        asked().get("/v1/builds/" + id).<String>path("state"))
                .isEqualTo("SUCCEEDED"));
        return id;
    }

    private static void takeIn(String token) {
        asked().contentType("application/octet-stream")
                .body(token.getBytes())
                .put("/v1/licence-tokens/rotated")
                .then()
                .statusCode(200);
    }

    private static RequestSpecification asked() {
        return given().header("Authorization", "Bearer " + ServersForTests.TOKEN);
    }
}
