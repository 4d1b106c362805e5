package dev.gantry.inventory;

import static dev.gantry.inventory.Operator.http;
import static dev.gantry.inventory.Operator.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.gantry.local.embedded.ServersForTests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The REST door of groups, and what a group brings its hosts. */
@QuarkusTest
@QuarkusTestResource(ServersForTests.class)
class GroupsQTest {
    @Test
    void changeOfAGroupThatIsNotThereIsRefused() {
        http().contentType(ContentType.JSON)
                .header("If-Match", "\"3\"")
                .body(Map.of())
                .put("/v1/groups/never_defined")
                .then()
                .statusCode(412)
                .body("type", equalTo("/problems/group-not-found"));
        http().get("/v1/groups/never_defined").then().statusCode(404);
    }

    @Test
    void groupsRefuseCirclesUnknownChildrenAndRemovalInUse() {
        // given
        http().contentType(ContentType.JSON)
                .body(Map.of())
                .put("/v1/groups/ring_a")
                .then()
                .statusCode(201)
                .header("ETag", equalTo("\"1\""));
        http().contentType(ContentType.JSON)
                .body(Map.of("children", List.of("ring_a")))
                .put("/v1/groups/ring_b")
                .then()
                .statusCode(201);
        // when, then
        http().contentType(ContentType.JSON)
                .header("If-Match", "\"1\"")
                .body(Map.of("children", List.of("ring_b")))
                .put("/v1/groups/ring_a")
                .then()
                .statusCode(422)
                .body("fields[0].found", equalTo("ring_a > ring_b > ring_a"));
        http().contentType(ContentType.JSON)
                .body(Map.of("children", List.of("rign_a")))
                .put("/v1/groups/ring_c")
                .then()
                .statusCode(422)
                .body("fields[0].fix", containsString("Did you mean ring_a?"));
        http().delete("/v1/groups/ring_a").then().statusCode(409).body("usedBy", hasItem("group ring_b"));
        http().delete("/v1/groups/ring_b").then().statusCode(204);
    }

    @Test
    void variablesOfAGroupReachItsHostsAndABadOneReachesNobody() {
        // given
        http().contentType(ContentType.JSON)
                .body(Map.of())
                .put("/v1/groups/reach")
                .then()
                .statusCode(201);
        put("reached", Map.of("groups", List.of("reach"), "hostKey", Operator.KEY))
                .then()
                .statusCode(201);
        long before = Operator.version("reached");
        // when
        http().contentType(ContentType.JSON)
                .header("If-Match", "\"1\"")
                .body(Map.of("variables", Map.of("vgpu_definitions", Operator.definitions())))
                .put("/v1/groups/reach")
                .then()
                .statusCode(200);
        // then
        assertThat(Operator.version("reached")).isGreaterThan(before);
        http().get("/v1/hosts/reached/desired-state")
                .then()
                .body("variables.vgpu_definitions.source", equalTo("group reach"))
                .body("desiredState.cards.size()", equalTo(1));
        http().contentType(ContentType.JSON)
                .header("If-Match", "\"2\"")
                .body(Map.of("variables", Map.of("vgpu_definitions", "none")))
                .put("/v1/groups/reach")
                .then()
                .statusCode(422)
                .body("fields[0].path", containsString("host reached"));
    }
}
