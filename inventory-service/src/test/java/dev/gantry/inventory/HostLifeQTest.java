package dev.gantry.inventory;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.contracts.EventType;
import dev.gantry.local.embedded.ServersForTests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The life of the guide's hosts, from an imported folder to bookable, with the other services played on the wire. */
@QuarkusTest
@QuarkusTestResource(ServersForTests.class)
class HostLifeQTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    @Test
    void importedHostBecomesBookable() {
        // given
        importFolder(Folder.guide().renamed("computegpu", "lifegpu")).then().statusCode(200).body("problems.size()", equalTo(0));
        String host = "lifegpu000";
        assertThat(state(host)).isEqualTo("INSPECTING");
        String digest = "60e3becef16563c301620b27cb1506756b424c296c2bfad34bc0bf0384fda8db";
        say(EventType.HOST_INSPECTED, host);
        awaitState(host, "INSPECTED");
        operator().get("/v1/hosts/" + host).then().body("flags.flag", hasItem("needs-approval"));
        order(host, "approval", Map.of("digest", "0000", "reason", "night shift")).then().statusCode(409).body("digest", equalTo(digest));
        order(host, "approval", Map.of("digest", digest, "reason", "night shift")).then().statusCode(202).body("state", equalTo("PROVISIONING"));
        say(EventType.HOST_STEP_FINISHED, host);
        say(EventType.HOST_PROVISIONED, host);
        awaitState(host, "PROVISIONED");
        say(EventType.NOVA_CONFIG_PUBLISHED, host);
        awaitState(host, "CONFIGURED");
        // when
        order(host, "confirmation", Map.of("reason", "flavors booked")).then().statusCode(202);
        // then
        operator().get("/v1/hosts/" + host).then().body("state", equalTo("ACTIVE")).body("devices.size()", equalTo(6)).body("flags.size()", equalTo(0));
        await().atMost(SOON).untilAsserted(() -> assertThat(typesSaid(host))
                .contains(
                        "dev.gantry.host.enrolled.v1",
                        "dev.gantry.host.inspection-requested.v1",
                        "dev.gantry.host.provision-requested.v1",
                        "dev.gantry.host.activated.v1"));
        assertThat(operator().get("/v1/hosts/" + host + "/history").jsonPath().getList("items.to", String.class).reversed())
                .containsExactly(
                        "ENROLLED", "INSPECTING", "INSPECTED", "PROVISIONING", "PROVISIONED", "CONFIGURED", "ACTIVE");
    }

    private List<String> typesSaid(String host) {
        return SuiteWire.heard(servers, "gantry.inventory.events", host).stream()
                .map(SuiteWire.Heard::type)
                .toList();
    }

    private void say(EventType type, String host) {
        say(type, host, data -> {});
    }

    private void say(EventType type, String host, Consumer<ObjectNode> change) {
        long version = operator().get("/v1/hosts/" + host).jsonPath().getLong("version");
        SuiteWire.say(servers, type, data -> {
            data.put("host", host).put("version", version);
            change.accept(data);
        });
    }

    private static void awaitState(String host, String state) {
        await().atMost(SOON).untilAsserted(() -> assertThat(state(host)).isEqualTo(state));
    }

    private static String state(String host) {
        return operator().get("/v1/hosts/" + host).path("state");
    }

    private static Response order(String host, String order, Map<String, String> body) {
        return operator().contentType(ContentType.JSON).body(body).post("/v1/hosts/" + host + "/" + order);
    }

    private static Response importFolder(Folder folder) {
        return operator().contentType("application/gzip").body(folder.packed()).post("/v1/imports");
    }

    private static RequestSpecification operator() {
        return given().header("Authorization", "Bearer " + ServersForTests.TOKEN);
    }
}
