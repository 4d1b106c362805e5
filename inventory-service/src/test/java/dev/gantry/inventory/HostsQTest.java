package dev.gantry.inventory;

import static dev.gantry.inventory.Operator.http;
import static dev.gantry.inventory.Operator.put;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.gantry.contracts.EventType;
import dev.gantry.local.embedded.ServersForTests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The REST door of hosts: editing, filters, refusals. */
@QuarkusTest
@QuarkusTestResource(ServersForTests.class)
class HostsQTest {
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    @Test
    void changeNeedsTheNewestTag() {
        // given
        put("tagged", Operator.spec())
                .then()
                .statusCode(201)
                .header("Location", containsString("/v1/hosts/tagged"))
                .header("ETag", equalTo("\"1\""));
        // when, then
        put("tagged", Operator.spec()).then().statusCode(428);
        http().contentType(ContentType.JSON)
                .header("If-Match", "\"7\"")
                .body(Operator.spec())
                .put("/v1/hosts/tagged")
                .then()
                .statusCode(412);
        http().contentType(ContentType.JSON)
                .header("If-Match", "\"1\"")
                .body(Operator.spec())
                .put("/v1/hosts/tagged")
                .then()
                .statusCode(200)
                .body("version", equalTo(2));
    }

    @Test
    void tagChangesWithWhatCanBeEditedAndNotWithTheHostsLife() {
        // given
        Operator operator = new Operator(servers);
        put("lively", Operator.spec()).then().statusCode(201);
        String tag = Operator.get("lively").header("ETag");
        operator.say(EventType.HOST_INSPECTED, "lively");
        Operator.awaitState("lively", "INSPECTED");
        var spec = Operator.spec();
        spec.put("labels", Map.of("rack", "r7"));
        // when
        var changed = http().contentType(ContentType.JSON)
                .header("If-Match", tag)
                .body(spec)
                .put("/v1/hosts/lively");
        // then
        changed.then().statusCode(200).body("state", equalTo("INSPECTED")).body("spec.labels.rack", equalTo("r7"));
        assertThat(changed.header("ETag")).isNotEqualTo(tag);
    }

    @Test
    void listIsFilteredByLabelsSortedAndCounted() {
        // given
        for (String name : List.of("sorted0", "sorted1", "sorted2")) {
            var spec = Operator.spec();
            spec.remove("hostKey");
            spec.put("labels", Map.of("site", "sorting", "unit", name.substring(6)));
            put(name, spec).then().statusCode(201);
        }
        // when, then
        assertThat(names("label", "site=sorting")).containsExactly("sorted0", "sorted1", "sorted2");
        assertThat(names("label", "unit")).contains("sorted0");
        assertThat(names("label", "unit=9")).isEmpty();
        for (String sort : List.of("-name", "-since", "-version", "-state", "since", "version", "state")) {
            var first = http().get("/v1/hosts?label=site=sorting&limit=2&sort=" + sort);
            first.then().statusCode(200).body("total", equalTo(3)).body("items.size()", equalTo(2));
            var second = http().queryParam("cursor", first.<String>path("next"))
                    .get("/v1/hosts?label=site=sorting&limit=2&sort=" + sort);
            second.then().statusCode(200).body("items.size()", equalTo(1)).body("next", equalTo(null));
            List<String> all = new java.util.ArrayList<>(first.jsonPath().getList("items.name", String.class));
            all.addAll(second.jsonPath().getList("items.name", String.class));
            assertThat(all).as(sort).containsExactlyInAnyOrder("sorted0", "sorted1", "sorted2");
        }
        assertThat(http().get("/v1/hosts?label=site=sorting&sort=-name").<List<String>>path("items.name"))
                .containsExactly("sorted2", "sorted1", "sorted0");
        http().get("/v1/hosts?sort=color").then().statusCode(422);
        for (String cursor : List.of("abc", "bmFtZQ", "not a cursor")) {
            http().queryParam("cursor", cursor)
                    .get("/v1/hosts")
                    .then()
                    .statusCode(400)
                    .body("type", equalTo("/problems/cursor-malformed"));
        }
    }

    @Test
    void whatIsReadCanBeSentBack() {
        // given
        put("mirror", Operator.spec());
        Map<String, Object> spec = Operator.get("mirror").jsonPath().getMap("spec");
        long version = Operator.version("mirror");
        // when
        Operator.change("mirror", spec).then().statusCode(200);
        // then
        assertThat(Operator.version("mirror")).isEqualTo(version);
        assertThat(spec).containsKeys("desiredState", "hostKey", "approval");
    }

    @Test
    void guidesYamlIsTakenAsItIs() {
        // given
        String yaml = """
            address: 10.0.0.9
            vgpu_definitions:
                - pci_address: "0000:65:00.0"
                  virtual_functions:
                    - mdev_type: nvidia-697
                      index: 0
                    - mdev_type: nvidia-697
                      index: 1
            """;
        // when
        http().contentType("application/yaml")
                .body(yaml.getBytes(UTF_8))
                .put("/v1/hosts/yamlhost")
                .then()
                .statusCode(201);
        // then
        http().get("/v1/hosts/yamlhost/desired-state")
                .then()
                .body("desiredState.cards[0].functions.type", equalTo(List.of("nvidia-697", "nvidia-697")))
                .body("variables.vgpu_definitions.source", equalTo("host"))
                .body("variables.vgpu_reboot_timeout.source", equalTo("role defaults"));
    }

    @Test
    void everyWrongFieldIsNamedAndNothingIsStored() {
        // given
        Map<String, Object> spec = Operator.spec();
        spec.put("port", 0);
        spec.put("hostKey", "MD5:aa");
        spec.put("groups", List.of("nowhere"));
        // when, then
        put("wrong", spec)
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("fields.path", equalTo(List.of("hostKey", "port", "groups")));
        Operator.get("wrong").then().statusCode(404).body("type", equalTo("/problems/host-not-found"));
    }

    @Test
    void impossibleLayoutIsRefusedAtTheDoor() {
        // given
        Map<String, Object> tooMuch = Map.of(
                "pci_address",
                "0000:17:00.0",
                "virtual_functions",
                List.of(Map.of("mdev_type", "nvidia-700", "index", 0)),
                "mig_devices",
                Map.of("2g.20gb", 4));
        Map<String, Object> shape = Map.of("pci_adress", "17:00.0");
        // when, then
        for (Map<String, Object> card : List.of(tooMuch, shape)) {
            put("packed", Map.of("desiredState", Map.of("vgpuDefinitions", List.of(card))))
                    .then()
                    .statusCode(422)
                    .body("type", equalTo("/problems/layout-invalid"))
                    .body("host", equalTo("packed"))
                    .body("fields[0].path", containsString("vgpu_definitions[0]"));
        }
    }

    @Test
    void malformedBodiesAndUnknownFieldsAreNamed() {
        // when, then
        http().contentType(ContentType.JSON)
                .body("{")
                .put("/v1/hosts/bad")
                .then()
                .statusCode(400);
        http().contentType(ContentType.JSON)
                .body("{\"adress\":\"x\"}")
                .put("/v1/hosts/bad")
                .then()
                .statusCode(400)
                .body("detail", containsString("adress"));
        http().contentType("application/yaml")
                .body("a: [".getBytes(UTF_8))
                .put("/v1/hosts/bad")
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/body-malformed"));
        http().contentType("application/yaml")
                .body("adress: x".getBytes(UTF_8))
                .put("/v1/hosts/bad")
                .then()
                .statusCode(400)
                .body("detail", containsString("adress"));
        http().get("/v1/hosts?state=SLEEPING").then().statusCode(422);
        io.restassured.RestAssured.get("/v1/hosts").then().statusCode(401);
    }

    @Test
    void listIsFilteredAndPaged() {
        // given
        http().contentType(ContentType.JSON)
                .body(Map.of())
                .put("/v1/groups/list_child")
                .then()
                .statusCode(201);
        http().contentType(ContentType.JSON)
                .body(Map.of("children", List.of("list_child")))
                .put("/v1/groups/list_parent")
                .then()
                .statusCode(201);
        for (int i = 0; i < 3; i++) {
            put("listed" + i, Map.of("groups", List.of("list_child"))).then().statusCode(201);
        }
        // when
        var first = http().get("/v1/hosts?group=list_parent&flag=needs-host-key&state=enrolled&limit=2")
                .jsonPath();
        var second = http().queryParam("cursor", first.getString("next"))
                .get("/v1/hosts?group=list_parent&limit=2")
                .jsonPath();
        // then
        assertThat(first.getList("items.name")).containsExactly("listed0", "listed1");
        assertThat(second.getList("items.name")).containsExactly("listed2");
        assertThat(second.getString("next")).isNull();
    }

    @Test
    void listIsFilteredByTheCardsThatWereFound() {
        // given
        Operator operator = new Operator(servers);
        put("carded", Operator.spec()).then().statusCode(201);
        put("cardless", Operator.spec()).then().statusCode(201);
        operator.say(EventType.HOST_INSPECTED, "carded");
        Operator.awaitState("carded", "INSPECTED");
        String product = http().get("/v1/hosts/carded/facts").path("facts.cards[0].productId");
        // when, then
        assertThat(product).isEqualTo("20b5");
        for (String card : List.of("20b5", "10de:20B5", "A100D", "a100d")) {
            assertThat(names("card", card)).contains("carded").doesNotContain("cardless");
        }
        assertThat(names("card", "T4")).doesNotContain("carded");
        http().get("/v1/hosts?card=A1000")
                .then()
                .statusCode(422)
                .body("fields[0].path", equalTo("card"))
                .body("fields[0].expected", containsString("A100D"));
    }

    @Test
    void wrongTokenIsRefusedWithAProblem() {
        given().header("Authorization", "Bearer wrong")
                .get("/v1/hosts")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", "Bearer")
                .body("type", equalTo("/problems/token-missing"));
    }

    @Test
    void oddWordsInAFilterFindNothing() {
        for (String group : List.of("a\"b", "a,b}", "\\", "NULL", "' or 1=1 --")) {
            assertThat(names("group", group)).isEmpty();
        }
        http().queryParam("cursor", "not a cursor").get("/v1/hosts").then().statusCode(400);
    }

    private static List<String> names(String filter, String value) {
        return http().queryParam(filter, value)
                .queryParam("limit", 1000)
                .get("/v1/hosts")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.name", String.class);
    }
}
