package dev.gantry.kit.security;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.gantry.local.embedded.ServersForTests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bearer tokens of an OpenID provider and their roles, as in production. */
@QuarkusTest
@QuarkusTestResource(ServersForTests.class)
@QuarkusTestResource(TokenIssuer.class)
class OidcQTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private static int read(String token) {
        return given().header("Authorization", "Bearer " + token)
                .get("/v1/things/few")
                .statusCode();
    }

    private static int change(String token) {
        return given().header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .body("{\"name\":\"a\",\"count\":0}")
                .post("/v1/things")
                .statusCode();
    }

    private static int administer(String token) {
        return given().header("Authorization", "Bearer " + token)
                .get("/v1/things/secrets")
                .statusCode();
    }

    @ParameterizedTest
    @CsvSource({"viewer, 200, 403, 403", "operator, 200, 200, 403", "admin, 200, 200, 200", "guest, 403, 403, 403"})
    void eachRoleMayDoWhatTheLowerOnesMay(String role, int reading, int changing, int administering) {
        // given
        String token = TokenIssuer.token(TokenIssuer.url(), HOUR, List.of(role));
        // when, then
        assertThat(List.of(read(token), change(token), administer(token)))
                .containsExactly(reading, changing, administering);
    }

    @Test
    void refusalForALackingRoleIsAProblem() {
        given().header("Authorization", "Bearer " + TokenIssuer.token(TokenIssuer.url(), HOUR, List.of("viewer")))
                .get("/v1/things/secrets")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/role-missing"));
    }

    @Test
    void tokenThatIsOldOrOfAnotherIssuerOrForgedIsRefused() {
        // given
        String good = TokenIssuer.token(TokenIssuer.url(), HOUR, List.of("admin"));
        String old = TokenIssuer.token(TokenIssuer.url(), Duration.ofMinutes(-30), List.of("admin"));
        String foreign = TokenIssuer.token("https://elsewhere.example.org", HOUR, List.of("admin"));
        String forged = good.substring(0, good.lastIndexOf('.') + 1) + "AAAA";
        // when, then
        assertThat(List.of(read(old), read(foreign), read(forged))).containsOnly(401);
        given().header("Authorization", "Bearer " + old)
                .get("/v1/things/few")
                .then()
                .contentType("application/problem+json")
                .header("WWW-Authenticate", equalTo("Bearer"))
                .body("type", equalTo("/problems/token-invalid"));
    }
}
