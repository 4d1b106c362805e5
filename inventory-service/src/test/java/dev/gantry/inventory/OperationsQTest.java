package dev.gantry.inventory;

import static dev.gantry.inventory.Operator.http;
import static dev.gantry.inventory.Operator.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import dev.gantry.local.embedded.ServersForTests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** What a 202 leads to. */
@QuarkusTest
@QuarkusTestResource(ServersForTests.class)
class OperationsQTest {

    @Test
    void acceptedCallLeadsToItsOperation() {
        // given
        put("worked", Operator.spec()).then().statusCode(201);
        // when: the host is being inspected already since it was enrolled, and is asked to be so again
        String place = Operator.order("worked", "inspect")
                .then()
                .statusCode(202)
                .extract()
                .header("Location");
        // then: nobody inspects it in this test
        assertThat(place).startsWith("/v1/operations/host:worked@");
        String id = place.substring("/v1/operations/".length());
        http().get(place)
                .then()
                .statusCode(200)
                .body("id", equalTo(id))
                .body("kind", equalTo("inspect"))
                .body("subject", equalTo("worked"))
                .body("state", equalTo("RUNNING"))
                .body("waitsFor", notNullValue())
                .body("startedBy", equalTo("operator"))
                .body("resource", equalTo("/v1/hosts/worked"));
        http().get("/v1/operations?kind=host").then().statusCode(200).body("items.id", hasItem(id));
        http().post(place + "/cancel")
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/operation-not-cancellable"));
    }

    @Test
    void unknownOperationIsAProblem() {
        for (String id :
                new String[] {"x", "host:x", "host:x@1", "hosts:x", "run:00000000-0000-0000-0000-000000000000"}) {
            http().get("/v1/operations/" + id)
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json")
                    .body("type", equalTo("/problems/operation-not-found"));
        }
        http().get("/v1/operations?cursor=abc").then().statusCode(400);
        http().get("/v1/operations?kind=nope")
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/parameter-malformed"))
                .body("detail", containsString("host"));
    }
}
