package dev.gantry.kit.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.gantry.local.embedded.ServersForTests;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each change of a caller is told afterwards, with who, what, of what and why; nobody takes it back. */
@QuarkusTest
@QuarkusTestResource(ServersForTests.class)
class AuditQTest {

    @Inject
    AgroalDataSource database;

    @Test
    void changeIsToldWithItsReasonAndRequest() {
        // when
        operator()
                .contentType("application/json")
                .header("X-Request-Id", "audit-1")
                .body("{\"name\":\"a\",\"reason\":\"new rack\"}")
                .post("/v1/things/reasoned?apply=true")
                .then()
                .statusCode(200);
        // then
        operator()
                .get("/v1/audit?action=makeForReason&limit=1")
                .then()
                .statusCode(200)
                .body("items[0].actor", equalTo("operator"))
                .body("items[0].subject", equalTo("/v1/things/reasoned?apply=true"))
                .body("items[0].reason", equalTo("new rack"))
                .body("items[0].status", equalTo(200))
                .body("items[0].requestId", equalTo("audit-1"));
    }

    @Test
    void whatOnlyReadsOrIsRefusedIsNoChange() {
        // given
        operator().get("/v1/things/few").then().statusCode(200);
        operator()
                .contentType("application/json")
                .body("null")
                .post("/v1/things/kept")
                .then()
                .statusCode(400);
        // then
        operator().get("/v1/audit?action=few").then().body("items", hasSize(0));
        operator().get("/v1/audit?subject=/v1/things/kept").then().body("items", hasSize(0));
    }

    @Test
    void listIsPagedAndFiltered() {
        // given
        for (int i = 0; i < 3; i++) {
            operator().post("/v1/things/made").then().statusCode(201);
        }
        // when
        String next = operator()
                .get("/v1/audit?subject=/v1/things/made&limit=2")
                .then()
                .body("items", hasSize(2))
                .body("next", not(nullValue()))
                .extract()
                .path("next");
        // then
        operator()
                .get("/v1/audit?subject=/v1/things/made&limit=2&cursor=" + next)
                .then()
                .body("items[0].action", equalTo("made"));
        operator().get("/v1/audit?actor=nobody").then().body("items", hasSize(0));
        operator().get("/v1/audit?until=2020-01-01T00:00:00Z").then().body("items", hasSize(0));
        operator().get("/v1/audit?from=yesterday").then().statusCode(400);
        operator().get("/v1/audit?cursor=abc").then().statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete from audit", "update audit set actor = 'x'", "truncate audit"})
    void nothingOfItCanBeChanged(String statement) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement()) {
            assertThatThrownBy(() -> sql.executeUpdate(statement)).hasMessageContaining("takes new rows only");
        }
    }

    private static RequestSpecification operator() {
        return given().header("Authorization", "Bearer " + ServersForTests.TOKEN);
    }
}
