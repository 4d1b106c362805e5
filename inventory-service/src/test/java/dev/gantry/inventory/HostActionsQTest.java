package dev.gantry.inventory;

import static dev.gantry.inventory.Operator.http;
import static dev.gantry.inventory.Operator.put;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import dev.gantry.local.embedded.ServersForTests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One call over many hosts, and what became of each. */
@QuarkusTest
@QuarkusTestResource(ServersForTests.class)
class HostActionsQTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void selectionIsLabelledHostByHost() {
        // given
        put("many-1", Operator.spec()).then().statusCode(201);
        put("many-2", Operator.spec()).then().statusCode(201);
        // when
        String place = act(Map.of(
                        "action",
                        "LABEL",
                        "selection",
                        Map.of("names", List.of("many-1", "many-2")),
                        "reason",
                        "new rack",
                        "setLabels",
                        Map.of("rack", "b7")))
                .then()
                .statusCode(202)
                .body("kind", equalTo("host-action"))
                .body("total", equalTo(2))
                .extract()
                .header("Location");
        // then
        await().atMost(SOON).untilAsserted(() -> http().get(place)
                .then()
                .body("state", equalTo("SUCCEEDED"))
                .body("done", equalTo(2))
                .body("result.host", contains("many-1", "many-2"))
                .body("result.outcome", contains("ACCEPTED", "ACCEPTED")));
        http().queryParam("label", "rack=b7").get("/v1/hosts").then().body("items.name", contains("many-1", "many-2"));
        http().get("/v1/hosts/many-1").then().body("spec.labels.rack", equalTo("b7"));
    }

    @Test
    void refusalOfOneHostStopsNoOther() {
        // given
        put("mixed-1", Operator.spec()).then().statusCode(201);
        put("mixed-2", Operator.spec()).then().statusCode(201);
        // when: neither has been inspected, so there is nothing to provision
        String place = act(Map.of(
                        "action",
                        "PROVISION",
                        "selection",
                        Map.of("names", List.of("mixed-1", "mixed-2")),
                        "reason",
                        "go"))
                .then()
                .statusCode(202)
                .extract()
                .header("Location");
        // then
        await().atMost(SOON).untilAsserted(() -> http().get(place)
                .then()
                .body("state", equalTo("SUCCEEDED"))
                .body("result.outcome", contains("REFUSED", "REFUSED"))
                .body("result[0].problem.status", equalTo(409))
                .body("$", not(hasKey("problem"))));
    }

    @Test
    void callWithoutHostsOrDigestsIsRefused() {
        act(Map.of("action", "INSPECT", "selection", Map.of(), "reason", "x"))
                .then()
                .statusCode(422)
                .body("fields[0].path", equalTo("selection"));
        put("agreed", Operator.spec()).then().statusCode(201);
        act(Map.of("action", "APPROVE", "selection", Map.of("names", List.of("agreed")), "reason", "x"))
                .then()
                .statusCode(422)
                .body("fields[0].path", equalTo("digests"));
        act(Map.of("action", "EXPLODE", "selection", Map.of(), "reason", "x"))
                .then()
                .statusCode(400);
    }

    private static Response act(Map<String, Object> body) {
        return http().contentType(ContentType.JSON).body(body).post("/v1/host-actions");
    }
}
