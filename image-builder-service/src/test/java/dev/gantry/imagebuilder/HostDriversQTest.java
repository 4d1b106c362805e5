package dev.gantry.imagebuilder;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.gantry.imagebuilder.flow.alignment.HostDriverRecorder;
import dev.gantry.local.embedded.ServersForTests;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServersForTests.class)
@QuarkusTestResource(StandInTools.class)
class HostDriversQTest {

    @Inject
    HostDriverRecorder recorder;

    @Test
    void anImageIsComparedWithTheHostsOfItsGroups() {
        // given
        Map<String, Object> image = Map.of(
                "elements", List.of("vm"),
                "driver", Map.of("bundle", "NVIDIA-GRID-Linux-KVM-535.161.05-535.161.07-538.33.zip"),
                "hostGroups", List.of("group_of_this_test"));
        asked().contentType("application/json")
                .body(image)
                .put("/v1/images/compared")
                .then()
                .statusCode(201);

        // when
        note("aligned", 4, "535.183.04");
        note("older", 4, "525.105.14");
        note("older", 3, "535.183.04");

        // then
        asked().get("/v1/driver-alignment?hostGroup=group_of_this_test")
                .then()
                .body("total", equalTo(2))
                .body("items.find { it.host == 'aligned' }.verdict", equalTo("ALIGNED"))
                .body("items.find { it.host == 'older' }.verdict", equalTo("INCOMPATIBLE"));
        asked().get("/v1/driver-branches")
                .then()
                .body("items.find { it.branch == 525 }.hosts", hasItem("older"))
                .body("items.find { it.branch == 525 }.support", equalTo("ENDED"))
                .body("items.find { it.branch == 525 }.endOfSupport", equalTo("2023-12-31"))
                .body("items.find { it.branch == 535 }.images", hasItem("compared"))
                .body("items.find { it.branch == 535 }.release", equalTo(16))
                .body("items.find { it.branch == 535 }.source", containsString("docs.nvidia.com"));
        asked().get("/v1/images/compared/recipe").then().body("warnings.size()", equalTo(1));
    }

    @Test
    void uploadedCatalogueIsTheSecondSourceOfEachAnswer() throws IOException {
        // given
        asked().contentType("application/json")
                .body(Map.of(
                        "elements", List.of("vm"),
                        "driver", Map.of("bundle", "NVIDIA-GRID-Linux-KVM-525.60.12-525.60.13-527.41.zip"),
                        "hostGroups", List.of("group_of_the_catalogue")))
                .put("/v1/images/catalogued")
                .then()
                .statusCode(201);
        String question = "/v1/driver-alignment?hostGroup=group_of_the_catalogue&hostDriver=535.183.04";
        asked().get("/v1/driver-catalog").then().statusCode(404);
        asked().get(question).then().body("items[0].sources.source", equalTo(List.of("rule")));
        // when
        asked().contentType("application/yaml")
                .body(Files.readAllBytes(Path.of("src/test/resources/bundle/vgpuDriverCatalog.yaml")))
                .put("/v1/driver-catalog")
                .then()
                .statusCode(200)
                .body("branches", equalTo(5))
                .body("drivers", equalTo(2))
                .body("date", equalTo("2025-11-03"));
        // then
        asked().get(question)
                .then()
                .body("items[0].sources.source", equalTo(List.of("rule", "catalog")))
                .body("items[0].verdict", equalTo("INCOMPATIBLE"))
                .body("items[0].sources[1].reason", containsString("host driver 535.183.04 denies 525.60.13"));
        asked().contentType("application/yaml")
                .body("branch: 7".getBytes(StandardCharsets.UTF_8))
                .put("/v1/driver-catalog")
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/driver-catalog-invalid"));
        asked().get("/v1/driver-catalog").then().body("branches", equalTo(5));
        asked().delete("/v1/driver-catalog").then().statusCode(204);
        asked().get(question).then().body("items[0].sources.source", equalTo(List.of("rule")));
    }

    private void note(String host, long version, String driver) {
        QuarkusTransaction.requiringNew()
                .run(() -> recorder.record(host, version, List.of("group_of_this_test"), driver));
    }

    private static RequestSpecification asked() {
        return given().header("Authorization", "Bearer " + ServersForTests.TOKEN);
    }
}
