package dev.gantry.inventory;

import static dev.gantry.inventory.Operator.http;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.contracts.EventType;
import dev.gantry.local.embedded.ServersForTests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What the planner answers over REST. */
@QuarkusTest
@QuarkusTestResource(ServersForTests.class)
class PlannerQTest {
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    private static ValidatableResponse plan(Map<String, ?> request) {
        return http().contentType(ContentType.JSON)
                .body(request)
                .post("/v1/planner")
                .then();
    }

    @Test
    void oneCardIsPlannedOrSaidWhyNot() {
        // when, then
        plan(Map.of("card", "A100D", "demand", "A100D-2-20C x3 + A100D-1-10C x1"))
                .statusCode(200)
                .body("fits", equalTo(true))
                .body("card.migDevices", equalTo(Map.of("2g.20gb", 3, "1g.10gb", 1)))
                .body("card.placements", hasSize(4))
                .body("card.functions.mdevType", contains("nvidia-700", "nvidia-700", "nvidia-700", "nvidia-699"))
                .body("card.functions[0].resourceClass", equalTo("CUSTOM_NVIDIA_700"))
                .body("card.left.stranded", equalTo(true));
        plan(Map.of("card", "A100D", "demand", "A100D-2-20C x4"))
                .statusCode(200)
                .body("fits", equalTo(false))
                .body("reasons[0]", startsWith("E6"))
                .body("instead[0]", equalTo("A100D-2-20C x3"))
                .body("spread", contains("A100D-2-20C x3", "A100D-2-20C x1"));
    }

    @Test
    void hostsArePlannedFromTheirDesiredStateAndTheirRealCards() {
        // given
        Operator operator = new Operator(servers);
        Operator.put("planned1", Operator.spec()).then().statusCode(201);
        operator.say(EventType.HOST_INSPECTED, "planned1");
        Operator.awaitState("planned1", "INSPECTED");
        Operator.put("planned2", Operator.spec()).then().statusCode(201);
        Map<String, ?> hosts = Map.of("names", List.of("planned1", "planned2"));
        // when, then
        plan(Map.of("demand", "A100D-2-20C x4", "hosts", hosts))
                .statusCode(200)
                .body("fits", equalTo(true))
                .body("present", equalTo(Map.of("A100D-2-20C", 1)))
                .body("changes", hasSize(1))
                .body("changes[0].host", equalTo("planned1"))
                .body("changes[0].address", equalTo("0000:65:00.0"))
                .body("changes[0].kind", equalTo("CUT"))
                .body("changes[0].guests.known", equalTo(true))
                .body("changes[0].definition.mig_devices", equalTo(Map.of("2g.20gb", 3)))
                .body("considered.cards", equalTo(2))
                .body("considered.leftOut[0].host", equalTo("planned2"))
                .body("considered.leftOut[0].reason", containsString("never inspected"));
        plan(Map.of("demand", "A100D-2-20C x4", "hosts", hosts, "without", List.of("planned1")))
                .body("fits", equalTo(false))
                .body("missing", equalTo(Map.of("A100D-2-20C", 4)));
        plan(Map.of("demand", "A100D-40C x4", "hosts", hosts, "retype", "any"))
                .body("fits", equalTo(true))
                .body("changes.kind", contains("CUT", "RETYPE"))
                .body("changes[1].takesAway", equalTo(Map.of("A100D-2-20C", 1, "A100D-1-10C", 1)));
    }

    /** The page on the fleet: a request and its answer, and a request over hosts. */
    @Test
    void pageTellsWhatIsAnswered() throws IOException {
        // given
        String page = Files.readString(Path.of("../docs/fleet.md"));
        List<String> blocks = Pattern.compile("(?ms)^```json\\n(.*?)^```")
                .matcher(page.substring(page.indexOf("## The planner")))
                .results()
                .map(found -> found.group(1))
                .toList();
        ObjectMapper json = new ObjectMapper();
        // when
        var answer = http().contentType(ContentType.JSON).body(blocks.get(0)).post("/v1/planner");
        // then
        assertThat(json.readTree(answer.asString())).isEqualTo(json.readTree(blocks.get(1)));
        http().contentType(ContentType.JSON)
                .body(blocks.get(2))
                .post("/v1/planner")
                .then()
                .statusCode(200);
    }

    @Test
    void whatCannotBeReadIsNamed() {
        plan(Map.of("card", "A100D", "demand", "3 large ones"))
                .statusCode(422)
                .body("type", equalTo("/problems/planner-request-invalid"))
                .body("fields[0].path", equalTo("demand"));
        plan(Map.of("card", "A999", "demand", "A100D-40C"))
                .statusCode(422)
                .body("fields[0].path", equalTo("card"))
                .body("fields[0].expected", containsString("A100D"));
        plan(Map.of("demand", "A100D-40C", "retype", "always"))
                .statusCode(422)
                .body("fields[0].expected", containsString("without-guests"));
        plan(Map.of("card", "A100D")).statusCode(422);
    }
}
