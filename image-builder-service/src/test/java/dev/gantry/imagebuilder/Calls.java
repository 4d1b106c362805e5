package dev.gantry.imagebuilder;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import dev.gantry.local.embedded.ServersForTests;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** Calls of the service's API, as an operator makes them. */
final class Calls {
    private Calls() {}

    static Map<String, Object> definition(String... elements) {
        Map<String, Object> image = new LinkedHashMap<>();
        image.put("type", "tgz");
        image.put("elements", List.of(elements));
        image.put("properties", Map.of("os_distro", "rocky"));
        // the stand-in makes a text, no tree to look into
        image.put("verification", "optional");
        return image;
    }

    static ValidatableResponse put(String name, Map<String, Object> image) {
        return asked().contentType("application/json")
                .body(image)
                .put("/v1/images/" + name)
                .then();
    }

    static ValidatableResponse build(String name) {
        return asked().post("/v1/images/" + name + "/builds").then();
    }

    static ValidatableResponse takeIn(String name, String token) {
        return asked().contentType("text/plain; charset=UTF-8")
                .body(token)
                .put("/v1/licence-tokens/" + name)
                .then();
    }

    static void awaitState(String id, String state) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> asked().get("/v1/builds/" + id).then().body("state", equalTo(state)));
    }

    static RequestSpecification asked() {
        return given().header("Authorization", "Bearer " + ServersForTests.TOKEN);
    }

    static ValidatableResponse give(String image, String channel, String build) {
        return asked().contentType("application/json")
                .body(Map.of("build", build))
                .put("/v1/images/%s/channels/%s".formatted(image, channel))
                .then();
    }
}
