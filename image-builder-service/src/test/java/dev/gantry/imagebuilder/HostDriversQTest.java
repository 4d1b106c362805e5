package dev.gantry.imagebuilder;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import dev.gantry.imagebuilder.flow.NoteHostDriver;
import dev.gantry.local.embedded.ServersForTests;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServersForTests.class)
@QuarkusTestResource(StandInTools.class)
class HostDriversQTest {

    @Inject
    NoteHostDriver note;

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
                .body("size()", equalTo(2))
                .body("find { it.host == 'aligned' }.verdict", equalTo("ALIGNED"))
                .body("find { it.host == 'older' }.verdict", equalTo("INCOMPATIBLE"));
        asked().get("/v1/images/compared/recipe").then().body("warnings.size()", equalTo(1));
    }

    private void note(String host, long version, String driver) {
        QuarkusTransaction.requiringNew().run(() -> note.note(host, version, List.of("group_of_this_test"), driver));
    }

    private static RequestSpecification asked() {
        return given().header("Authorization", "Bearer " + ServersForTests.TOKEN);
    }
}
