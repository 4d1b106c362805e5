package dev.gantry.inventory;

import static dev.gantry.inventory.Operator.awaitFlags;
import static dev.gantry.inventory.Operator.awaitState;
import static dev.gantry.inventory.Operator.flags;
import static dev.gantry.inventory.Operator.order;
import static dev.gantry.inventory.Operator.put;
import static dev.gantry.inventory.Operator.state;
import static dev.gantry.inventory.Operator.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.gantry.contracts.EventType;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The life of hosts, from an imported folder to bookable and beyond, with the other services played on the wire. */
@QuarkusTest
class HostLifeQTest extends HostCase {
    @Test
    void importedHostBecomesBookable() {
        // given
        Operator.importFolder(Folder.guide().renamed("computegpu", "lifegpu"))
                .then()
                .statusCode(200);
        String host = "lifegpu000";
        assertThat(state(host)).isEqualTo("INSPECTING");
        operator.say(EventType.HOST_INSPECTED, host);
        awaitState(host, "INSPECTED");
        assertThat(flags(host)).containsExactly("needs-approval");
        order(host, "approve", Map.of("digest", "0000", "reason", "night"))
                .then()
                .statusCode(409)
                .body("digest", equalTo(Operator.DIGEST));
        order(host, "provision").then().statusCode(409).body("type", equalTo("/problems/approval-needed"));
        order(host, "approve", Map.of("digest", Operator.DIGEST, "reason", "night"))
                .then()
                .statusCode(202)
                .body("state", equalTo("PROVISIONING"));
        operator.say(EventType.HOST_STEP_FINISHED, host);
        operator.say(EventType.HOST_PROVISIONED, host);
        awaitState(host, "PROVISIONED");
        operator.say(EventType.NOVA_CONFIG_PUBLISHED, host);
        awaitState(host, "CONFIGURED");
        // when
        order(host, "activate", Map.of("reason", "flavors booked")).then().statusCode(202);
        // then
        Operator.get(host)
                .then()
                .body("state", equalTo("ACTIVE"))
                .body("devices.size()", equalTo(6))
                .body("flags.size()", equalTo(0));
        operator.awaitHeard(host, EventType.HOST_ACTIVATED, 1);
        var order = operator.heard(host, EventType.HOST_PROVISION_REQUESTED)
                .getFirst()
                .data();
        assertThat(order.at("/desiredState/cards/0/functions")).hasSize(4);
        assertThat(order.at("/desiredState/cards/0/migDevices/2g.20gb").asInt()).isEqualTo(3);
        assertThat(order.at("/desiredState/driver/url").asText())
                .startsWith("http://10.0.0.5:8104/pulp/content/nvidia/NVIDIA-GRID");
        assertThat(order.at("/groups").toString()).isEqualTo("[\"compute_vgpu\",\"iommu\",\"vgpu\"]");
        assertThat(order.at("/approvedBy").asText()).isEqualTo("operator");
        operator.awaitHeard(host, EventType.HOST_STATE_CHANGED, 6);
        assertThat(Operator.http()
                        .get("/v1/hosts/" + host + "/history")
                        .jsonPath()
                        .getList("items.to", String.class)
                        .reversed())
                .containsExactly(
                        "ENROLLED", "INSPECTING", "INSPECTED", "PROVISIONING", "PROVISIONED", "CONFIGURED", "ACTIVE");
        // another topic, so its order to the rest is nobody's promise
        operator.awaitSnapshot(host, "ACTIVE");
        assertThat(operator.heard(host))
                .extracting(h -> h.data().path("version").asLong())
                .isSorted();
    }

    @Test
    void hostWithoutAPinnedKeyWaitsForOne() {
        // given
        var spec = Operator.spec();
        spec.remove("hostKey");
        put("keyless", spec)
                .then()
                .statusCode(201)
                .body("state", equalTo("ENROLLED"))
                .body("flags.flag", hasItem("needs-host-key"));
        order("keyless", "inspect").then().statusCode(409).body("type", equalTo("/problems/host-key-missing"));
        // when
        Operator.change("keyless", Operator.spec()).then().statusCode(200);
        // then
        assertThat(state("keyless")).isEqualTo("INSPECTING");
        assertThat(flags("keyless")).isEmpty();
    }

    @Test
    void staleAnswerIsIgnored() {
        // given
        put("stale", Operator.spec());
        long old = version("stale");
        var spec = Operator.spec();
        spec.put("address", "10.0.0.8");
        Operator.change("stale", spec).then().statusCode(200);
        // when
        operator.say(EventType.HOST_INSPECTED, "stale", old, data -> {});
        operator.say(EventType.HOST_INSPECTION_FAILED, "stale", data -> data.put("reason", "unreachable")
                .put("retryable", true));
        // then
        awaitState("stale", "FAILED");
        assertThat(Operator.http().get("/v1/hosts/stale/facts").statusCode()).isEqualTo(404);
    }

    @Test
    void failedInspectionIsTriedAgainButNeverWithAForeignKey() {
        // given
        put("foreign", Operator.spec());
        operator.say(EventType.HOST_INSPECTION_FAILED, "foreign", data -> data.put("reason", "unreachable")
                .put("retryable", true));
        awaitState("foreign", "FAILED");
        order("foreign", "retry").then().statusCode(202).body("state", equalTo("INSPECTING"));
        operator.say(EventType.HOST_INSPECTION_FAILED, "foreign");
        awaitState("foreign", "FAILED");
        order("foreign", "retry").then().statusCode(409).body("type", equalTo("/problems/not-retryable"));
        var spec = Operator.spec();
        spec.put("hostKey", Operator.OTHER_KEY);
        // when
        Operator.change("foreign", spec).then().statusCode(200);
        // then
        assertThat(state("foreign")).isEqualTo("INSPECTING");
    }

    @Test
    void impossibleLayoutStopsTheHostAndSaysWhy() {
        // given
        var spec = Operator.spec();
        spec.put(
                "desiredState",
                Map.of(
                        "vgpuDefinitions",
                        List.of(Map.of("pci_address", "0000:99:00.0", "virtual_functions", List.of()))));
        put("misfit", spec);
        // when
        operator.sayInspectedWithEmptyPlan("misfit");
        // then
        awaitState("misfit", "INSPECTED");
        Operator.get("misfit")
                .then()
                .body("flags.flag", hasItem("layout-impossible"))
                .body("flags[0].reason", org.hamcrest.Matchers.containsString("0000:99:00.0"));
        order("misfit", "provision").then().statusCode(409).body("type", equalTo("/problems/plan-blocked"));
    }

    @Test
    void driftIsFlaggedAndGoes() {
        // given
        operator.bringToActive("drifter");
        // when
        operator.say(EventType.HOST_DRIFT_FOUND, "drifter");
        awaitFlags("drifter", "drifted");
        operator.say(EventType.HOST_DRIFT_FOUND, "drifter", data -> data.putArray("differences"));
        // then
        awaitFlags("drifter");
        assertThat(state("drifter")).isEqualTo("ACTIVE");
    }

    @Test
    void maintenanceWaitsForTheEndOfTheWork() {
        // given
        put("busy", Operator.spec());
        long asked = version("busy");
        order("busy", "maintain")
                .then()
                .statusCode(202)
                .body("state", equalTo("INSPECTING"))
                .body("flags.flag", hasItem("maintenance-requested"));
        // when
        operator.say(EventType.HOST_INSPECTED, "busy", asked, data -> {});
        // then
        awaitState("busy", "MAINTENANCE");
        order("busy", "resume").then().statusCode(202).body("state", equalTo("INSPECTING"));
    }

    @Test
    void retiredHostCanBeDeletedAndItsVersionGoesOn() {
        // given
        put("leaver", Operator.spec());
        Operator.http().delete("/v1/hosts/leaver").then().statusCode(409);
        order("leaver", "retire").then().statusCode(409).body("allowed", hasItem("INSPECT"));
        operator.say(EventType.HOST_INSPECTED, "leaver");
        awaitState("leaver", "INSPECTED");
        order("leaver", "retire").then().statusCode(202).body("state", equalTo("RETIRED"));
        long last = version("leaver");
        Operator.http().delete("/v1/hosts/leaver").then().statusCode(204);
        Operator.get("leaver").then().statusCode(404);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(operator.pictures("leaver"))
                .last()
                .extracting(SuiteWire.Heard::type)
                .isEqualTo(SuiteWire.TOMBSTONE));
        // when
        put("leaver", Operator.spec()).then().statusCode(201);
        // then
        assertThat(version("leaver")).isGreaterThan(last);
    }

    @Test
    void failedRunIsTakenUpAgain() {
        // given
        put("stopped", Operator.spec());
        operator.sayInspectedWithEmptyPlan("stopped");
        awaitState("stopped", "PROVISIONING");
        operator.say(EventType.HOST_PROVISIONING_FAILED, "stopped");
        awaitState("stopped", "FAILED");
        assertThat(Operator.get("stopped").jsonPath().getString("reason")).startsWith("reboot-timeout: ");
        // when
        order("stopped", "retry").then().statusCode(202);
        // then
        assertThat(state("stopped")).isEqualTo("PROVISIONING");
        operator.awaitHeard("stopped", EventType.HOST_PROVISION_REQUESTED, 2);
    }

    /** In the middle of a run, as when sudo asks for a password from a reboot on: the run waits, and the host says why at once. */
    @Test
    void loginThatIsRefusedInTheMiddleOfARunIsAFlagAndNoEnd() {
        // given
        put("shut", Operator.spec());
        operator.sayInspectedWithEmptyPlan("shut");
        awaitState("shut", "PROVISIONING");
        long run = version("shut");
        // when
        operator.say(EventType.HOST_INSPECTION_FAILED, "shut", data -> data.put("reason", "sudo-refused")
                .put("detail", "sudo: a password is required")
                .put("retryable", false));
        // then
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(flags("shut")).containsExactly("inspection-failed"));
        Operator.get("shut")
                .then()
                .body("state", equalTo("PROVISIONING"))
                .body("flags[0].reason", containsString("a password is required"));
        // and it ends with the run
        operator.say(EventType.HOST_PROVISIONED, "shut", run, data -> {});
        awaitState("shut", "PROVISIONED");
        assertThat(flags("shut")).doesNotContain("inspection-failed");
    }
}
