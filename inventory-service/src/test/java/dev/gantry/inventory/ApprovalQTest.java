package dev.gantry.inventory;

import static dev.gantry.inventory.Operator.awaitFlags;
import static dev.gantry.inventory.Operator.awaitState;
import static dev.gantry.inventory.Operator.order;
import static dev.gantry.inventory.Operator.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.contracts.EventType;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a yes to a plan covers: that plan, and devices in use only where the person says why. */
@QuarkusTest
class ApprovalQTest extends HostCase {
    private static final String LATER = "a".repeat(64);

    @Test
    void devicesInUseGoOnlyWithAReasonThatIsKeptThroughTheDrain() {
        // given
        operator.bringToActive("override");
        order("override", "inspect").then().statusCode(202);
        operator.say(EventType.HOST_INSPECTED, "override", data -> ((ObjectNode) data.get("plan"))
                .putArray("blockers")
                .add("0000:17:00.4 is used by instance-0000002a"));
        awaitFlags("override", "drifted", "needs-approval", "blocked");
        Map<String, String> plain = Map.of("digest", Operator.DIGEST, "reason", "window");
        order("override", "approve", plain)
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/plan-blocked"))
                .body("detail", containsString("instance-0000002a"));

        // when
        order(
                        "override",
                        "approve",
                        Map.of("digest", Operator.DIGEST, "reason", "window", "overrideReason", "the guest is hung"))
                .then()
                .statusCode(202)
                .body("state", equalTo("DRAINING"))
                .body("approval.overrideReason", equalTo("the guest is hung"));
        order("override", "confirm-drained").then().statusCode(202).body("state", equalTo("PROVISIONING"));

        // then
        operator.awaitHeard("override", EventType.HOST_PROVISION_REQUESTED, 2);
        assertThat(operator.heard("override", EventType.HOST_PROVISION_REQUESTED)
                        .getLast()
                        .data()
                        .path("overrideReason")
                        .asText())
                .isEqualTo("the guest is hung");
        Operator.http()
                .get("/v1/hosts/override/history")
                .then()
                .body("items.cause.why", hasItem(containsString("devices may go although in use: the guest is hung")));
    }

    @Test
    void aStalePlanIsRefusedWithWhatChangedSince() {
        // given
        put("moved", Operator.spec()).then().statusCode(201);
        operator.say(EventType.HOST_INSPECTED, "moved");
        awaitState("moved", "INSPECTED");
        order("moved", "inspect").then().statusCode(202);
        operator.say(EventType.HOST_INSPECTED, "moved", data -> {
            ((ObjectNode) data.get("facts")).put("kernel", "6.1.0-99-amd64");
            data.putArray("changed").add("+ grub default\tGRUB_CMDLINE_LINUX=\"splash\"");
            ((ObjectNode) data.get("plan")).put("digest", LATER).put("text", "+ driver: install 525.105.14\n");
        });
        awaitState("moved", "INSPECTED");

        // when
        var refused = order("moved", "approve", Map.of("digest", Operator.DIGEST, "reason", "window"));

        // then
        refused.then()
                .statusCode(409)
                .body("type", equalTo("/problems/plan-stale"))
                .body("digest", equalTo(LATER))
                .body(
                        "difference",
                        hasItems(
                                "+ kernel 6.1.0-99-amd64",
                                "+ grub default\tGRUB_CMDLINE_LINUX=\"splash\"",
                                "+ plan: + driver: install 525.105.14"));
        assertThat(refused.jsonPath().getList("difference", String.class))
                .anyMatch(line -> line.startsWith("- kernel "));
    }
}
