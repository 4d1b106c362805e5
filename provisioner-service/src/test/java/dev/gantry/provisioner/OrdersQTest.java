package dev.gantry.provisioner;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.gantry.contracts.host.HostInspected;
import dev.gantry.contracts.host.HostProvisioned;
import dev.gantry.contracts.host.HostProvisioningFailed;
import dev.gantry.local.embedded.ServersForTests;
import dev.gantry.simulator.Fault;
import dev.gantry.simulator.SimulatedHost;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What people tell runs to do. */
@QuarkusTest
class OrdersQTest extends EngineCase {

    @TestHTTPResource
    URI base;

    @Test
    void aFailedRunIsTriedAgain() throws Exception {
        // given
        SimulatedHost host = start(description().with(Fault.DRIVER_INSTALL_FAILS_ONCE, "2"));
        wire.say(provision(host, 1, guide()));
        HostProvisioningFailed failed = wire.await(HostProvisioningFailed.class, host.name(), 1, LONG);

        // when
        String next = operator()
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .post("/v1/runs/" + failed.runId() + "/retry")
                .then()
                .statusCode(202)
                .header("Location", containsString("/v1/operations/run:"))
                .body("retryOf", equalTo(failed.runId()))
                .extract()
                .path("id");
        HostProvisioned told = wire.await(HostProvisioned.class, host.name(), 1, LONG);

        // then
        assertThat(told.runId()).isEqualTo(next);
        operator()
                .get("/v1/runs?host=" + host.name())
                .then()
                .statusCode(200)
                .body("items.state", equalTo(java.util.List.of("SUCCEEDED", "FAILED")));
    }

    @Test
    void aRunIsAbortedWhileItWaitsAndTheHostKeepsWhatWasDone() throws Exception {
        // given
        SimulatedHost host = start(description().with(Fault.REBOOT_NEVER_RETURNS, ""));
        wire.say(provision(host, 1, guide()));
        String run = org.awaitility.Awaitility.await()
                .atMost(LONG)
                .until(
                        () -> operator()
                                .get("/v1/runs?state=WAITING&host=" + host.name())
                                .path("items[0].id"),
                        id -> id != null
                                && operator()
                                        .get("/v1/hosts/" + host.name())
                                        .<String>path("waiting")
                                        .contains("come back from its reboot"));

        // when
        operator()
                .body(Map.of("reason", "maintenance"))
                .post("/v1/runs/" + run + "/abort")
                .then()
                .statusCode(202);
        HostProvisioningFailed told = wire.await(HostProvisioningFailed.class, host.name(), 1, LONG);

        // then
        assertThat(told.reason()).isEqualTo("aborted");
        assertThat(told.detail()).contains("operator").contains("maintenance");
        operator()
                .body(Map.of("reason", "twice"))
                .post("/v1/runs/" + run + "/abort")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/invalid-run-state"))
                .body("state", equalTo("ABORTED"));
    }

    @Test
    void aStepIsLeftOutWithAReason() throws Exception {
        // given
        SimulatedHost host = start(description().with(Fault.SRIOV_MANAGE_LIES, "99"));
        wire.say(provision(host, 1, guide()));
        HostProvisioningFailed failed = wire.await(HostProvisioningFailed.class, host.name(), 1, LONG);
        assertThat(failed.step()).isEqualTo("sr-iov");

        // when
        operator()
                .body(Map.of("step", "sr-iov", "reason", "card is broken"))
                .post("/v1/runs/" + failed.runId() + "/skip")
                .then()
                .statusCode(202)
                .body("skipped.sr-iov", equalTo("operator: card is broken"));
        HostProvisioned told = wire.await(HostProvisioned.class, host.name(), 1, LONG);

        // then
        assertThat(told.devices()).isEmpty();
        operator().get("/v1/runs/" + told.runId()).then().body("detail", containsString("card is broken"));
    }

    @Test
    void anUnknownStepIsRefusedWithTheKnownOnes() throws Exception {
        // given
        SimulatedHost host = start(description());
        wire.say(inspect(host, 1, null));
        wire.await(HostInspected.class, host.name(), 1, LONG);
        String run = operator().get("/v1/runs?host=" + host.name()).path("items[0].id");

        // when
        var answer = operator()
                .body(Map.of("step", "coffee", "reason", "tired"))
                .post("/v1/runs/" + run + "/skip")
                .then();

        // then
        answer.statusCode(422).body("fields.path", hasItem("step")).body("fields.found", hasItem("coffee"));
    }

    @Test
    void aLookIsAskedForAndItsLogComesLive() throws Exception {
        // given
        SimulatedHost host = start(description());
        wire.say(provision(host, 1, guide()));
        HostProvisioned told = wire.await(HostProvisioned.class, host.name(), 1, LONG);

        // when
        operator().post("/v1/hosts/" + host.name() + "/inspect").then().statusCode(202);
        wire.await(HostInspected.class, host.name(), 1, LONG);
        HttpResponse<String> live = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(base.resolve("/v1/runs/" + told.runId() + "/log"))
                                .header("Authorization", "Bearer " + ServersForTests.TOKEN)
                                .header("Accept", "text/event-stream")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        // then
        assertThat(live.body())
                .contains("event:progress")
                .contains("\"state\":\"SUCCEEDED\"")
                .contains("event:log")
                .contains("== driver")
                .endsWith("event:end\ndata:SUCCEEDED\n\n");
    }

    @Test
    void whatIsNotKnownIsAProblem() {
        operator()
                .get("/v1/runs/" + UUID.randomUUID())
                .then()
                .statusCode(404)
                .body("type", equalTo("/problems/run-not-found"));
        operator().get("/v1/hosts/nobody/facts").then().statusCode(404).body("host", equalTo("nobody"));
        given().get("/v1/runs").then().statusCode(401);
    }

    private static RequestSpecification operator() {
        return given().auth().oauth2(ServersForTests.TOKEN).contentType(ContentType.JSON);
    }
}
