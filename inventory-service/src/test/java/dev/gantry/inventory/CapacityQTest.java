package dev.gantry.inventory;

import static dev.gantry.inventory.Operator.http;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.gantry.contracts.EventType;
import dev.gantry.local.embedded.ServersForTests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What the fleet has, from the events of the other services to the answer over REST. */
@QuarkusTest
@QuarkusTestResource(ServersForTests.class)
class CapacityQTest {
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    private static ValidatableResponse capacity(String query) {
        return http().get("/v1/capacity?label=rack=capacity" + query).then().statusCode(200);
    }

    @Test
    void whatPlacementTellsIsCountedAndWhatItDoesNotTellIsSaid() {
        // given
        Operator operator = new Operator(servers);
        operator.bringToActive("capacious");
        Map<String, Object> spec = Operator.get("capacious").jsonPath().getMap("spec");
        spec.put("labels", Map.of("rack", "capacity", "availability-zone", "az1"));
        Operator.change("capacious", spec).then().statusCode(200);
        // when, then
        capacity("")
                .body("figures.find { it.type == 'A100D-2-20C' }.made", equalTo(3))
                .body("figures.find { it.type == 'A100D-2-20C' }.desired", equalTo(1))
                .body("figures.find { it.type == 'A100D-2-20C' }.free", nullValue())
                .body("figures.find { it.type == 'A100D-2-20C' }.notKnown", equalTo(3))
                .body("notKnown[0].reason", containsString("Placement told nothing"))
                .body("oldest", nullValue());
        // when
        operator.say(EventType.PLACEMENT_CHECKED, "capacious");
        // then
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> capacity("&by=zone")
                .body("figures.find { it.type == 'A100D-2-20C' }.offered", equalTo(3))
                .body("figures.find { it.type == 'A100D-2-20C' }.allocated", equalTo(1))
                .body("figures.find { it.type == 'A100D-2-20C' }.free", equalTo(2))
                .body(
                        "figures.find { it.type == 'A100D-2-20C' }.resourceClasses",
                        equalTo(List.of("CUSTOM_NVIDIA_700")))
                .body("figures.by", hasItem("az1"))
                .body("notKnown", equalTo(List.of())));
        for (String by : List.of("type", "model", "host", "group")) {
            capacity("&by=" + by);
        }
        http().get("/v1/capacity?by=moon").then().statusCode(422).body("fields[0].path", equalTo("by"));
    }

    /** A host that Placement did not show in full, and then does. */
    @Test
    void mismatchIsOverWhenPlacementShowsWhatWasPredicted() {
        // given
        Operator operator = new Operator(servers);
        operator.bringToActive("mended");
        operator.say(EventType.PLACEMENT_CHECKED, "mended", data -> {
            data.put("matches", false);
            ((ArrayNode) data.get("differences")).add("missing: one");
        });
        Operator.awaitFlags("mended", "placement-mismatch");
        // when
        operator.say(EventType.PLACEMENT_CHECKED, "mended");
        // then
        Operator.awaitFlags("mended");
    }
}
