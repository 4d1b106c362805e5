package dev.gantry.inventory;

import static dev.gantry.inventory.Operator.awaitState;
import static dev.gantry.inventory.Operator.flags;
import static dev.gantry.inventory.Operator.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.contracts.EventType;
import dev.gantry.contracts.inspection.Plan;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What nova-config says of a drain by Nova: it is shown, and its end stands for the word of a person. */
@QuarkusTest
class DrainByNovaQTest extends HostCase {

    private static Consumer<ObjectNode> in(String state) {
        return data -> data.put("state", state);
    }

    private static void awaitFlag(String host, String flag) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(flags(host)).contains(flag));
    }

    private void drainApproved(String host) {
        operator.bringToActive(host);
        order(host, "inspect").then().statusCode(202);
        operator.say(EventType.HOST_INSPECTED, host);
        awaitFlag(host, "needs-approval");
        order(host, "approve", Map.of("digest", Operator.DIGEST, "reason", "window"))
                .then()
                .statusCode(202);
        awaitState(host, "DRAINING");
    }

    @Test
    void endOfADrainLetsTheRunBegin() {
        // given
        drainApproved("moved-by-nova");
        // when, then
        operator.say(EventType.HOST_DRAIN_CHANGED, "moved-by-nova", in("DRAINING"));
        awaitFlag("moved-by-nova", "nova-drain");
        Operator.get("moved-by-nova")
                .then()
                .body("waitsFor.reason", containsString("1 of 2"))
                .body("waitsFor.reason", containsString("render-2: migrating"))
                .body("waitsFor.next", hasItem("POST /v1/hosts/moved-by-nova/confirm-drained"));
        operator.say(EventType.HOST_DRAIN_CHANGED, "moved-by-nova", in("DRAINED"));
        awaitState("moved-by-nova", "PROVISIONING");
        assertThat(flags("moved-by-nova")).doesNotContain("nova-drain", "drained", "needs-approval");
    }

    @Test
    void endOfAnOlderDrainMeansNothing() {
        // given
        drainApproved("older-drain");
        long version = Operator.version("older-drain");
        // when
        operator.say(EventType.HOST_DRAIN_CHANGED, "older-drain", version - 1, in("DRAINED"));
        operator.say(EventType.HOST_DRAIN_CHANGED, "older-drain", version, in("STOPPED"));
        // then
        awaitFlag("older-drain", "nova-drain");
        Operator.get("older-drain").then().body("waitsFor.reason", containsString("stopped"));
        order("older-drain", "resume").then().statusCode(202);
        assertThat(flags("older-drain")).doesNotContain("nova-drain");
    }

    @Test
    void drainedHostWaitsForApprovalAndGoesOnWithIt() {
        // given
        operator.bringToActive("late");
        order("late", "drain").then().statusCode(202);
        // when
        operator.say(EventType.HOST_DRAIN_CHANGED, "late", in("DRAINED"));
        awaitFlag("late", "drained");
        operator.say(EventType.HOST_INSPECTED, "late");
        awaitFlag("late", "needs-approval");
        assertThat(flags("late")).contains("drained");
        Operator.get("late").then().body("waitsFor.next", hasItem("POST /v1/hosts/late/approve"));
        order("late", "approve", Map.of("digest", Operator.DIGEST, "reason", "window"))
                .then()
                .statusCode(202);
        // then
        awaitState("late", "PROVISIONING");
    }

    @Test
    void guestsThatAloneBlockAPlanLeaveFirstAndThePlanIsMadeAnew() {
        // given
        String host = "guests-first";
        operator.bringToActive(host);
        order(host, "inspect").then().statusCode(202);
        operator.say(EventType.HOST_INSPECTED, host, data -> ((ObjectNode) data.get("plan"))
                .putArray("blockers")
                .add("reboot: wanted no guest running, found instance-0000002a; next: " + Plan.MOVE_GUESTS));
        awaitFlag(host, "needs-approval");
        assertThat(flags(host)).doesNotContain("blocked");
        order(host, "approve", Map.of("digest", Operator.DIGEST, "reason", "window"))
                .then()
                .statusCode(202)
                .body("state", equalTo("DRAINING"));
        // when: no run begins by the plan that was made while they were there
        operator.say(EventType.HOST_DRAIN_CHANGED, host, in("DRAINED"));
        awaitFlag(host, "drained");
        String fresh = "b".repeat(64);
        operator.say(EventType.HOST_INSPECTED, host, data -> ((ObjectNode) data.get("plan")).put("digest", fresh));
        awaitFlag(host, "needs-approval");
        order(host, "approve", Map.of("digest", fresh, "reason", "window"))
                .then()
                .statusCode(202);
        // then
        awaitState(host, "PROVISIONING");
        operator.awaitHeard(host, EventType.HOST_PROVISION_REQUESTED, 2);
    }

    @Test
    void guestThatIsLeftAfterTheDrainBlocksThePlan() {
        // given
        String host = "guest-left";
        operator.bringToActive(host);
        order(host, "drain").then().statusCode(202);
        operator.say(EventType.HOST_DRAIN_CHANGED, host, in("DRAINED"));
        awaitFlag(host, "drained");
        // when
        operator.say(EventType.HOST_INSPECTED, host, data -> ((ObjectNode) data.get("plan"))
                .putArray("blockers")
                .add("reboot: wanted no guest running, found instance-0000002a; next: " + Plan.MOVE_GUESTS));
        // then
        awaitFlag(host, "blocked");
        order(host, "confirm-drained").then().statusCode(409).body("type", equalTo("/problems/plan-blocked"));
    }

    @Test
    void drainedHostThatAPersonAskedForGoesToThatPerson() {
        // given
        operator.bringToActive("person");
        order("person", "drain").then().statusCode(202);
        order("person", "maintain").then().statusCode(202);
        // when
        operator.say(EventType.HOST_DRAIN_CHANGED, "person", in("DRAINED"));
        // then
        awaitState("person", "MAINTENANCE");
        assertThat(flags("person")).isEmpty();
    }
}
