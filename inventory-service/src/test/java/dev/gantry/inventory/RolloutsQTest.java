package dev.gantry.inventory;

import static dev.gantry.inventory.Operator.awaitState;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import dev.gantry.contracts.EventType;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One change over many hosts: canary first, stopped by a failure, given back. */
@QuarkusTest
class RolloutsQTest extends HostCase {

    private static final String NEW_DRIVER =
            "http://10.0.0.5/pulp/content/nvidia/NVIDIA-GRID-Linux-KVM-535.161.05-535.161.07-538.33.zip";
    private static final Duration SOON = Duration.ofSeconds(60);

    private static ValidatableResponse put(String name, Map<String, ?> body) {
        return Operator.http()
                .contentType(ContentType.JSON)
                .body(body)
                .put("/v1/rollouts/" + name)
                .then();
    }

    private static ValidatableResponse post(String path, Map<String, ?> body) {
        return Operator.http()
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/rollouts/" + path)
                .then();
    }

    private static void awaitStages(String rollout, String... stages) {
        await().atMost(SOON)
                .untilAsserted(() ->
                        Operator.http().get("/v1/rollouts/" + rollout).then().body("hosts.state", contains(stages)));
    }

    private static Map<String, Object> upgrade(List<String> hosts) {
        return Map.of(
                "selection",
                Map.of("names", hosts),
                "change",
                Map.of("driver", Map.of("url", NEW_DRIVER)),
                "canary",
                1,
                "maxInFlight",
                2,
                "approve",
                true);
    }

    /** As the other services answer: inspected, approved by the rollout, drained by a person, provisioned, published, activated. */
    private void carryOut(String host) {
        await().atMost(SOON)
                .untilAsserted(() -> Operator.get(host).then().body("spec.driver.url", equalTo(NEW_DRIVER)));
        operator.say(EventType.HOST_INSPECTED, host);
        awaitState(host, "DRAINING");
        Operator.order(host, "confirm-drained").then().statusCode(202);
    }

    private void succeed(String host) {
        operator.say(EventType.HOST_PROVISIONED, host);
        awaitState(host, "PROVISIONED");
        operator.say(EventType.NOVA_CONFIG_PUBLISHED, host);
        awaitState(host, "CONFIGURED");
        Operator.order(host, "activate").then().statusCode(202);
    }

    @Test
    void driverGoesToTheCanaryFirstThenToTheOthers() {
        // given
        List<String> hosts = List.of("up0", "up1", "up2");
        hosts.forEach(operator::bringToActive);
        // when, then
        post("driver-535/plan", upgrade(hosts))
                .statusCode(200)
                .body("stages.size()", equalTo(2))
                .body("stages[0].hosts.host", contains("up0"))
                .body("stages[1].hosts.host", contains("up1", "up2"))
                .body("stages[1].hosts.changes[0]", contains("vgpu_driver_url"));
        Operator.http().get("/v1/rollouts/driver-535").then().statusCode(404);
        put("driver-535", upgrade(hosts)).statusCode(200).body("state", equalTo("RUNNING"));
        awaitStages("driver-535", "UNDER_WAY", "WAITING", "WAITING");
        Operator.http()
                .get("/v1/rollouts/driver-535")
                .then()
                .body("hosts[1].waiting", containsString("for canary up0"));
        carryOut("up0");
        succeed("up0");
        awaitStages("driver-535", "SUCCEEDED", "UNDER_WAY", "UNDER_WAY");
        List.of("up1", "up2").forEach(this::carryOut);
        List.of("up1", "up2").forEach(this::succeed);
        await().atMost(SOON).untilAsserted(() -> Operator.http()
                .get("/v1/rollouts/driver-535")
                .then()
                .body("state", equalTo("SUCCEEDED"))
                .body("stopped", nullValue()));
    }

    @Test
    void failureBeyondTheBudgetStopsItAndRollingBackNamesWhatItWaitsFor() {
        // given
        List<String> hosts = List.of("back0", "back1");
        hosts.forEach(operator::bringToActive);
        // when
        put("stopped", upgrade(hosts)).statusCode(200);
        carryOut("back0");
        operator.say(EventType.HOST_PROVISIONING_FAILED, "back0");
        // then
        await().atMost(SOON).untilAsserted(() -> Operator.http()
                .get("/v1/rollouts/stopped")
                .then()
                .body("state", equalTo("STOPPED"))
                .body("stopped", containsString("failed: back0"))
                .body("hosts.state", contains("FAILED", "WAITING")));
        // when
        post("stopped/roll-back", Map.of())
                .statusCode(200)
                .body("direction", equalTo("BACK"))
                .body("hosts.host", contains("back0"));
        await().atMost(SOON).untilAsserted(() -> Operator.http()
                .get("/v1/rollouts/stopped")
                .then()
                .body("hosts[0].waiting", containsString("for a person")));
        post("stopped/stop", Map.of("reason", "seen")).statusCode(200).body("state", equalTo("STOPPED"));
        Operator.http().delete("/v1/rollouts/stopped").then().statusCode(204);
    }

    @Test
    void drainOfARolloutIsToldToWhoDrains() {
        // given
        operator.bringToActive("ruled0");
        Map<String, Object> request = new HashMap<>(upgrade(List.of("ruled0")));
        request.put("drain", Map.of("ways", List.of("shelve"), "atOnce", 0));
        put("ruled", request).statusCode(422);
        request.put("drain", Map.of("ways", List.of("beam")));
        put("ruled", request).statusCode(422);
        request.put("drain", Map.of("ways", List.of("cold-migrate", "shelve"), "failureBudget", 1));
        // when
        put("ruled", request).statusCode(200).body("drain.ways", contains("cold-migrate", "shelve"));
        carryOut("ruled0");
        // then
        await().atMost(SOON).untilAsserted(() -> assertThat(operator.heard("ruled0", EventType.HOST_STATE_CHANGED))
                .filteredOn(e -> e.data().path("to").asText().equals("DRAINING")
                        && !e.data().path("from").asText().equals("DRAINING"))
                .singleElement()
                .satisfies(e -> {
                    assertThat(e.data().path("drain").path("ways").toString())
                            .isEqualTo("[\"cold-migrate\",\"shelve\"]");
                    assertThat(e.data().path("drain").path("failureBudget").asInt())
                            .isEqualTo(1);
                    assertThat(e.data().path("drain").path("atOnce").isNull()).isTrue();
                }));
        succeed("ruled0");
        awaitStages("ruled", "SUCCEEDED");
    }

    @Test
    void rollingBackGivesTheHostTheDriverThatItHadAndTellsEachChange() {
        // given
        operator.bringToActive("return0");
        String old = Operator.get("return0").path("spec.driver.url");
        String own = Operator.get("return0").path("spec.variables.vgpu_driver_url");
        put("return", upgrade(List.of("return0"))).statusCode(200);
        carryOut("return0");
        succeed("return0");
        awaitStages("return", "SUCCEEDED");
        // when
        post("return/roll-back", Map.of()).statusCode(200).body("state", equalTo("RUNNING"));
        await().atMost(SOON).untilAsserted(() -> Operator.get("return0")
                .then()
                .body("spec.driver.url", equalTo(old))
                .body("spec.variables.vgpu_driver_url", equalTo(own)));
        operator.say(EventType.HOST_INSPECTED, "return0");
        awaitState("return0", "DRAINING");
        Operator.order("return0", "confirm-drained").then().statusCode(202);
        succeed("return0");
        // then
        await().atMost(SOON).untilAsserted(() -> Operator.http()
                .get("/v1/rollouts/return")
                .then()
                .body("state", equalTo("SUCCEEDED"))
                .body("direction", equalTo("BACK")));
        await().atMost(SOON).untilAsserted(() -> assertThat(SuiteWire.heard(
                        servers, EventType.ROLLOUT_CHANGED.topic().topicName(), "return"))
                .allMatch(e -> e.type().equals(EventType.ROLLOUT_CHANGED.type()))
                .extracting(e -> e.data().path("direction").asText() + " "
                        + e.data().path("state").asText())
                .contains("FORWARD RUNNING", "FORWARD SUCCEEDED", "BACK RUNNING", "BACK SUCCEEDED"));
    }

    @Test
    void aRestartIsAskedForByTheBootThatTheHostIsIn() {
        // given
        operator.bringToActive("boot0");
        String boot = Operator.http().get("/v1/hosts/boot0/facts").path("facts.bootId");
        // when
        put(
                        "restart",
                        Map.of(
                                "selection",
                                Map.of("names", List.of("boot0")),
                                "change",
                                Map.of("reboot", true),
                                "window",
                                "daily 00:00-00:00"))
                .statusCode(200)
                .body("window", equalTo("daily 00:00-00:00"));
        // then
        await().atMost(SOON)
                .untilAsserted(
                        () -> Operator.get("boot0").then().body("spec.variables.gantry_reboot_from", equalTo(boot)));
        put("restart-late", Map.of("selection", Map.of("names", List.of("boot0"))))
                .statusCode(422)
                .body("fields[0].found", containsString("rollout restart"));
        put("never", Map.of("selection", Map.of("names", List.of("boot0")), "window", "at night"))
                .statusCode(422)
                .body("fields[0].path", equalTo("window"));
        post("restart/stop", Map.of("reason", "shown")).statusCode(200);
    }

    @Test
    void whatCannotBeIsSaid() {
        put("nobody", Map.of("selection", Map.of("group", "group-without-hosts")))
                .statusCode(422)
                .body("fields.path", hasItem("selection"));
        put("wrong", Map.of("selection", Map.of("names", List.of("x")), "maxInFlight", 0))
                .statusCode(422);
        post("missing/stop", Map.of("reason", "none"))
                .statusCode(404)
                .body("type", equalTo("/problems/rollout-not-found"));
        put("unknown", Map.of("selection", Map.of("names", List.of("not-enrolled"))))
                .statusCode(422)
                .body("fields[0].path", equalTo("selection.names"))
                .body("fields[0].found", equalTo("not-enrolled"));
    }
}
