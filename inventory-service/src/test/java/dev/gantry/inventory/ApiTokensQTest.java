package dev.gantry.inventory;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import dev.gantry.local.embedded.ServersForTests;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** API tokens are made, shown once, taken, and revoked. */
@QuarkusTest
@QuarkusTestResource(ServersForTests.class)
class ApiTokensQTest {
    @Inject
    AgroalDataSource database;

    @Test
    void tokenIsShownOnceAndTakenUntilItIsRevoked() throws SQLException {
        // given
        Response made = make("{\"owner\":\"portal\",\"role\":\"operator\",\"lastDay\":\"2999-12-31\"}");
        made.then().statusCode(201).header("Cache-Control", "no-store").body("apiToken.owner", equalTo("portal"));
        String token = made.path("token");
        String id = made.path("apiToken.id");
        // then
        assertThat(token).matches("gantry_[0-9a-f]{64}");
        as(token).get("/v1/whoami").then().statusCode(200).body("name", equalTo("portal"), "role", equalTo("operator"));
        as(token).get("/v1/hosts").then().statusCode(200);
        as(token).get("/v1/api-tokens").then().statusCode(403);
        Response list = admin().get("/v1/api-tokens");
        list.then().statusCode(200).body("items.id", hasItem(id));
        assertThat(list.asString()).doesNotContain(token);
        assertThat(rows()).contains("portal").doesNotContain(token.substring("gantry_".length()));
        // when
        admin().delete("/v1/api-tokens/" + id).then().statusCode(204);
        // then
        as(token).get("/v1/hosts").then().statusCode(401).body("type", equalTo("/problems/token-missing"));
        admin().get("/v1/api-tokens/" + id)
                .then()
                .statusCode(404)
                .body("type", equalTo("/problems/api-token-not-found"));
    }

    @Test
    void tokenWithoutAnEndHasNone() {
        make("{\"owner\":\"ci\",\"role\":\"viewer\"}").then().statusCode(201).body("apiToken.end", nullValue());
    }

    @Test
    void eachWrongFieldIsNamed() {
        make("{\"owner\":\"a b\",\"role\":\"root\",\"lastDay\":\"2020-01-01\"}")
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/api-token-invalid"))
                .body("fields.path", equalTo(java.util.List.of("owner", "role", "lastDay")));
    }

    @Test
    void nobodyButAnAdminMakesOne() {
        // given
        String token = make("{\"owner\":\"op\",\"role\":\"operator\"}").path("token");
        // then
        as(token)
                .contentType(ContentType.JSON)
                .body("{\"owner\":\"op\",\"role\":\"admin\"}")
                .post("/v1/api-tokens")
                .then()
                .statusCode(403);
    }

    private static Response make(String body) {
        return admin().contentType(ContentType.JSON).body(body).post("/v1/api-tokens");
    }

    private static RequestSpecification admin() {
        return as(ServersForTests.TOKEN);
    }

    private static RequestSpecification as(String token) {
        return given().header("Authorization", "Bearer " + token);
    }

    private String rows() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet all = statement.executeQuery("select string_agg(t::text, ' ') from api_token t")) {
            all.next();
            return all.getString(1);
        }
    }
}
