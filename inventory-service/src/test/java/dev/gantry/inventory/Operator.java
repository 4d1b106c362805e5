package dev.gantry.inventory;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.contracts.EventType;
import dev.gantry.local.embedded.ServersForTests;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** An operator at the REST door, and the other services on the wire. */
final class Operator {

    static final String KEY = "SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8";
    static final String OTHER_KEY = "SHA256:aThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8";
    /** The digest in the contracts' example of host.inspected. */
    static final String DIGEST = "60e3becef16563c301620b27cb1506756b424c296c2bfad34bc0bf0384fda8db";

    private static final Duration SOON = Duration.ofSeconds(60);

    private final String servers;

    Operator(String servers) {
        this.servers = servers;
    }

    static RequestSpecification http() {
        return given().header("Authorization", "Bearer " + ServersForTests.TOKEN);
    }

    static Response importFolder(Folder folder) {
        return imported(folder, "");
    }

    /** Tests of one database share groups: what a folder changes at hosts of other tests is asked for by name. */
    static Response imported(Folder folder, String query) {
        List<String> outside = http().contentType("application/gzip")
                .body(folder.packed())
                .post("/v1/imports?dryRun=true" + query)
                .jsonPath()
                .getList("hosts.findAll { it.outside }.name", String.class);
        String also = outside == null
                ? ""
                : outside.stream().map(name -> "&alsoChange=" + name).collect(Collectors.joining());
        return http().contentType("application/gzip")
                .body(folder.packed())
                .post("/v1/imports?dryRun=false" + query + also);
    }

    /** The first card of the guide's compute_vgpu. */
    static List<Object> definitions() {
        return List.of(Map.of(
                "pci_address", "0000:17:00.0",
                "virtual_functions",
                        List.of(
                                Map.of("mdev_type", "nvidia-700", "index", 0),
                                Map.of("mdev_type", "nvidia-699", "index", 1)),
                "mig_devices", Map.of("2g.20gb", 1, "1g.10gb", 1)));
    }

    static Map<String, Object> spec() {
        return new HashMap<>(Map.of(
                "address",
                "10.0.0.7",
                "hostKey",
                KEY,
                "desiredState",
                new HashMap<>(Map.of("vgpuDefinitions", definitions()))));
    }

    static Response put(String host, Map<String, Object> spec) {
        return http().contentType(ContentType.JSON).body(spec).put("/v1/hosts/" + host);
    }

    static Response change(String host, Map<String, Object> spec) {
        String tag = get(host).header("ETag");
        return http().contentType(ContentType.JSON)
                .header("If-Match", tag)
                .body(spec)
                .put("/v1/hosts/" + host);
    }

    static Response get(String host) {
        return http().get("/v1/hosts/" + host);
    }

    static Response order(String host, String order) {
        return order(host, order, Map.of("reason", "by test"));
    }

    static Response order(String host, String order, Map<String, String> body) {
        return http().contentType(ContentType.JSON).body(body).post("/v1/hosts/" + host + "/" + order);
    }

    static String state(String host) {
        return get(host).path("state");
    }

    static long version(String host) {
        return get(host).jsonPath().getLong("version");
    }

    static List<String> flags(String host) {
        return get(host).jsonPath().getList("flags.flag", String.class);
    }

    static void awaitState(String host, String state) {
        await().atMost(SOON).untilAsserted(() -> assertThat(state(host)).isEqualTo(state));
    }

    static void awaitFlags(String host, String... flags) {
        await().atMost(SOON).untilAsserted(() -> assertThat(flags(host)).containsExactlyInAnyOrder(flags));
    }

    /** As the service that owns the type, with the host's present version. */
    void say(EventType type, String host) {
        say(type, host, data -> {});
    }

    void say(EventType type, String host, Consumer<ObjectNode> change) {
        say(type, host, version(host), change);
    }

    void say(EventType type, String host, long version, Consumer<ObjectNode> change) {
        SuiteWire.say(servers, type, data -> {
            data.put("host", host).put("version", version);
            change.accept(data);
        });
    }

    void sayInspectedWithEmptyPlan(String host) {
        say(EventType.HOST_INSPECTED, host, data -> {
            ObjectNode plan = (ObjectNode) data.get("plan");
            plan.put("digest", "e".repeat(64)).putArray("changes");
        });
    }

    /** What inventory said about a host, by the last part of the type; with the version of each. */
    List<SuiteWire.Heard> heard(String host) {
        return SuiteWire.heard(servers, "gantry.inventory.events", host);
    }

    List<SuiteWire.Heard> heard(String host, EventType type) {
        List<SuiteWire.Heard> all =
                new ArrayList<>(SuiteWire.heard(servers, type.topic().topicName(), host));
        all.removeIf(h -> !h.type().equals(type.type()));
        return all;
    }

    /** Everything that lies on the compacted topic of hosts, tombstones too. */
    List<SuiteWire.Heard> pictures(String host) {
        return SuiteWire.heard(servers, "gantry.inventory.hosts", host);
    }

    void awaitHeard(String host, EventType type, int times) {
        await().atMost(SOON).untilAsserted(() -> assertThat(heard(host, type)).hasSize(times));
    }

    void awaitSnapshot(String host, String state) {
        await().atMost(SOON).untilAsserted(() -> assertThat(heard(host, EventType.HOST_SNAPSHOT))
                .last()
                .extracting(h -> h.data().path("state").asText())
                .isEqualTo(state));
    }

    /** Enrolled, inspected, approved, provisioned, configured, confirmed. */
    void bringToActive(String host) {
        put(host, spec()).then().statusCode(201);
        say(EventType.HOST_INSPECTED, host);
        awaitState(host, "INSPECTED");
        order(host, "approve", Map.of("digest", DIGEST, "reason", "by test"))
                .then()
                .statusCode(202);
        say(EventType.HOST_PROVISIONED, host);
        awaitState(host, "PROVISIONED");
        say(EventType.NOVA_CONFIG_PUBLISHED, host);
        awaitState(host, "CONFIGURED");
        order(host, "activate").then().statusCode(202);
    }
}
