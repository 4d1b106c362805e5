package dev.gantry.provisioner;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.gantry.contracts.desired.DesiredState;
import dev.gantry.contracts.host.HostInspected;
import dev.gantry.contracts.host.HostProvisioned;
import dev.gantry.contracts.host.HostProvisioningFailed;
import dev.gantry.local.embedded.ServersForTests;
import dev.gantry.simulator.Fault;
import dev.gantry.simulator.SimulatedHost;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RolloutQTest extends EngineCase {

    @Test
    void theOthersWaitForTheCanaryAndStopWhenItFails() throws Exception {
        // given
        SimulatedHost canary = start(description().with(Fault.DRIVER_INSTALL_FAILS_ONCE, "2"));
        SimulatedHost other = start(description());
        DesiredState wanted = guide();
        String rollout = "/v1/rollouts/r-" + canary.name();
        inspected(canary, wanted);
        inspected(other, wanted);
        operator()
                .body(Map.of("hosts", List.of(canary.name(), other.name()), "canary", 1, "failureBudget", 0))
                .put(rollout)
                .then()
                .statusCode(200)
                .body("hosts[0].state", equalTo("NOT_ASKED"));

        // when
        wire.say(provision(other, 2, wanted));
        wire.say(provision(canary, 2, wanted));
        HostProvisioningFailed failed = wire.await(HostProvisioningFailed.class, canary.name(), 2, LONG);

        // then
        org.awaitility.Awaitility.await().atMost(LONG).untilAsserted(() -> operator()
                .get(rollout)
                .then()
                .body("hosts[1].state", equalTo("QUEUED"))
                .body("hosts[1].waiting", containsString("is stopped: failed: " + canary.name())));
        assertThat(other.rebootCount()).isZero();

        // and when
        operator().post("/v1/runs/" + failed.runId() + "/retry").then().statusCode(202);
        operator()
                .body(Map.of("failureBudget", 0))
                .post(rollout + "/resume")
                .then()
                .statusCode(200);

        // then
        wire.await(HostProvisioned.class, canary.name(), 2, LONG);
        wire.await(HostProvisioned.class, other.name(), 2, LONG);
    }

    @Test
    void aHostThatFailedCountsAsUnavailableUntilItIsMended() throws Exception {
        // given
        SimulatedHost broken = start(description().with(Fault.DRIVER_INSTALL_FAILS_ONCE, "2"));
        SimulatedHost other = start(description());
        DesiredState wanted = guide();
        String rollout = "/v1/rollouts/r-" + broken.name();
        inspected(broken, wanted);
        inspected(other, wanted);
        operator()
                .body(Map.of(
                        "hosts",
                        List.of(broken.name(), other.name()),
                        "canary",
                        0,
                        "maxInFlight",
                        2,
                        "maxUnavailable",
                        1,
                        "failureBudget",
                        1))
                .put(rollout)
                .then()
                .statusCode(200);
        wire.say(provision(broken, 2, wanted));
        HostProvisioningFailed failed = wire.await(HostProvisioningFailed.class, broken.name(), 2, LONG);

        // when
        wire.say(provision(other, 2, wanted));

        // then
        org.awaitility.Awaitility.await().atMost(LONG).untilAsserted(() -> operator()
                .get(rollout)
                .then()
                .body("hosts[1].state", equalTo("QUEUED"))
                .body("hosts[1].waiting", containsString(broken.name() + " (failed) to be done; at most 1 of group")));
        assertThat(other.rebootCount()).isZero();

        // and when
        operator().post("/v1/runs/" + failed.runId() + "/retry").then().statusCode(202);

        // then
        wire.await(HostProvisioned.class, broken.name(), 2, LONG);
        wire.await(HostProvisioned.class, other.name(), 2, LONG);
    }

    /** A rollout takes hosts that were inspected once; others are refused as not known. */
    private void inspected(SimulatedHost host, DesiredState wanted) {
        wire.say(inspect(host, 1, wanted));
        wire.await(HostInspected.class, host.name(), 1, LONG);
    }

    @Test
    void rulesThatCannotBeAreRefused() {
        operator()
                .body(Map.of("hosts", List.of("a", "a")))
                .put("/v1/rollouts/twice")
                .then()
                .statusCode(422)
                .body("fields[0].path", equalTo("hosts"));
        operator().get("/v1/rollouts/nothing").then().statusCode(404);
    }

    private static RequestSpecification operator() {
        return given().auth().oauth2(ServersForTests.TOKEN).contentType(ContentType.JSON);
    }
}
