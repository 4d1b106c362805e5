package dev.gantry.inventory;

import static dev.gantry.inventory.Operator.awaitFlags;
import static dev.gantry.inventory.Operator.awaitState;
import static dev.gantry.inventory.Operator.flags;
import static dev.gantry.inventory.Operator.order;
import static dev.gantry.inventory.Operator.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.gantry.contracts.EventType;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What runs by itself, what waits for approval or drain, and what is shown meanwhile. */
@QuarkusTest
class PlanApprovalQTest extends HostCase {
    @Test
    void secondProvisioningOfAnActiveHostInspectsThenRunsAndChangesNothing() {
        // given
        operator.bringToActive("again");
        // when
        order("again", "provision")
                .then()
                .statusCode(202)
                .body("state", equalTo("ACTIVE"))
                .body("flags.flag", hasItem("provisioning-requested"));
        operator.sayInspectedWithEmptyPlan("again");
        awaitState("again", "PROVISIONING");
        operator.say(EventType.HOST_PROVISIONED, "again", data -> data.put("changes", 0)
                .put("reboots", 0));
        // then
        awaitState("again", "PROVISIONED");
        assertThat(flags("again")).isEmpty();
    }

    @Test
    void changedDesiredStateOfAnActiveHostIsShownAndWaitsForApprovalAndDrain() {
        // given
        operator.bringToActive("retype");
        var spec = Operator.spec();
        spec.put(
                "driver",
                Map.of(
                        "url",
                        "http://10.0.0.5/pulp/content/nvidia/NVIDIA-GRID-Linux-KVM-535.161.05-535.161.07-538.33.zip"));
        Operator.change("retype", spec).then().statusCode(200).body("state", equalTo("ACTIVE"));
        operator.say(EventType.HOST_INSPECTED, "retype");
        awaitFlags("retype", "change-pending", "needs-approval");
        Operator.get("retype").then().body("waitsFor.next", hasItem("POST /v1/hosts/retype/approve"));
        // when
        order("retype", "approve", Map.of("digest", Operator.DIGEST, "reason", "window"))
                .then()
                .statusCode(202)
                .body("state", equalTo("DRAINING"));
        order("retype", "confirm-drained").then().statusCode(202).body("state", equalTo("PROVISIONING"));
        // then
        operator.say(EventType.HOST_PROVISIONED, "retype");
        awaitState("retype", "PROVISIONED");
        assertThat(flags("retype")).isEmpty();
    }

    @Test
    void changeOfAGrantedHostRunsByItself() {
        // given
        operator.bringToActive("trusted");
        var spec = Operator.spec();
        spec.put("approval", "granted");
        spec.put("variables", Map.of("vgpu_driver_dkms", true));
        // when
        Operator.change("trusted", spec).then().statusCode(200);
        operator.say(EventType.HOST_INSPECTED, "trusted");
        // then
        awaitState("trusted", "DRAINING");
        Operator.get("trusted")
                .then()
                .body("waitsFor.reason", org.hamcrest.Matchers.containsString("guests"))
                .body("waitsFor.next", hasItem("POST /v1/hosts/trusted/confirm-drained"));
    }

    @Test
    void planOfAHostWithNothingToDoIsEmpty() {
        // given
        operator.bringToActive("idle");
        // when, then
        Operator.http()
                .get("/v1/hosts/idle/plan")
                .then()
                .statusCode(200)
                .body("changes.size()", equalTo(0))
                .body("disruptive", equalTo(false));
    }

    @Test
    void grantedPolicyNeedsNobody() {
        // given
        var spec = Operator.spec();
        spec.put("approval", "granted");
        put("granted", spec);
        // when
        operator.say(EventType.HOST_INSPECTED, "granted");
        // then
        awaitState("granted", "PROVISIONING");
        operator.awaitHeard("granted", EventType.HOST_PROVISION_REQUESTED, 1);
        assertThat(operator.heard("granted", EventType.HOST_PROVISION_REQUESTED)
                        .getFirst()
                        .data()
                        .path("approvedBy")
                        .asText())
                .isEqualTo("policy");
    }
}
