package dev.gantry.kit.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.gantry.local.embedded.ServersForTests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the door of a service answers: problems that name what was wrong, and the same answer to the same key. */
@QuarkusTest
@QuarkusTestResource(ServersForTests.class)
class RestQTest {
    @Test
    void problemNamesKindAndRequest() {
        operator()
                .header("X-Request-Id", "r-1")
                .get("/v1/things")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .header("X-Request-Id", "r-1")
                .body("type", equalTo("/problems/thing-not-found"))
                .body("thing", equalTo("x"))
                .body("instance", equalTo("urn:request:r-1"));
    }

    @Test
    void callWithoutTokenIsRefused() {
        given().get("/v1/things")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", "Bearer")
                .body("type", equalTo("/problems/token-missing"));
        given().header("Authorization", "Bearer wrong").get("/v1/things").then().statusCode(401);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
        application/json ; {"name":               ; 400 ; body-malformed     ; line 1
        application/json ; null                   ; 400 ; body-missing       ; null
        application/json ; []                     ; 400 ; body-malformed     ; found a list, expected an object
        application/json ; {"count": "x"}         ; 400 ; body-malformed     ; count: found 'x', expected a number
        application/json ; {"name": {}}           ; 400 ; body-malformed     ; name: found an object, expected a text
        application/json ; {"colour": "red"}      ; 400 ; field-unknown      ; colour
        application/json ; {"count": "1"}         ; 400 ; body-malformed     ; count
        application/json ; {"name": 5}            ; 400 ; body-malformed     ; name
        application/json ; {"count": 1.5}         ; 400 ; body-malformed     ; count
        application/json ; {"count": 1} x         ; 400 ; body-malformed     ; line 1
        application/json ; {"count":1,"count":2}  ; 400 ; body-malformed     ; count
        application/json ; {"name": "\\u0000"}  ; 400 ; text-not-storable  ; U+0000
        text/plain       ; x                      ; 415 ; media-type-unknown ; content types
        """)
    void bodyThatCannotBeReadIsAProblem(String type, String body, int status, String kind, String said) {
        operator()
                .contentType(type)
                .body(body)
                .post("/v1/things/kept")
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/" + kind))
                .body("detail", containsString(said))
                .body("detail", not(containsString("java")));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/nothing, 404, not-found",
        "/v1/things/few?limit=abc, 400, parameter-malformed",
        "/v1/things/few?limit=0, 422, input-invalid",
        "/v1/things/few?limit=1%0d, 400, parameter-malformed",
        "/v1/things/few?limit=, 400, parameter-malformed",
        "/v1/things/few?limit=1&limit=2, 400, parameter-repeated",
        "/v1/things/few?limt=1, 400, parameter-unknown",
        "/v1/things/tagged?name=, 400, parameter-malformed",
        "/v1/things/tagged?name, 400, parameter-malformed",
        "/v1/things/timed?dryRun=yes, 400, parameter-malformed",
        "/v1/things/timed?dryRun=1, 400, parameter-malformed",
        "/v1/things/timed?dryRun=True, 400, parameter-malformed",
        "/v1/things/timed?dryRun, 400, parameter-malformed",
        "/v1/things/timed?from=%2B1000000000-01-01T00:00:00Z, 400, parameter-malformed",
        "/v1/things/timed?from=-0001-01-01T00:00:00Z, 400, parameter-malformed",
        "/v1/things/timed?from=2026-01-01, 400, parameter-malformed",
        "/v1/audit?until=%2B1000000000-01-01T00:00:00Z, 400, parameter-malformed"
    })
    void pathThatCannotBeReadIsAProblem(String path, int status, String kind) {
        operator()
                .urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/" + kind));
    }

    @Test
    void truthAndTimeAreTakenAsTheyAreWritten() {
        operator()
                .get("/v1/things/timed?dryRun=true&from=2026-01-31T12:00:00Z")
                .then()
                .statusCode(200)
                .body("[0]", equalTo("2026-01-31T12:00:00Z true"));
    }

    @Test
    void invalidParameterIsNamedAsTheSenderKnowsIt() {
        operator().get("/v1/things/few?limit=0").then().body("fields[0].path", equalTo("limit"));
    }

    @Test
    void otherMethodOrFormOfAnswerIsAProblem() {
        operator()
                .patch("/v1/things")
                .then()
                .statusCode(405)
                .header("Allow", equalTo("GET, HEAD, OPTIONS, POST"))
                .body("type", equalTo("/problems/method-not-allowed"));
        operator()
                .accept("text/csv")
                .get("/v1/things/few")
                .then()
                .statusCode(406)
                .body("type", equalTo("/problems/answer-not-acceptable"));
    }

    @Test
    void onlyTheFieldsAskedForAreSent() {
        operator()
                .get("/v1/things/tagged?name=a&fields=name")
                .then()
                .statusCode(200)
                .body("keySet()", equalTo(Set.of("name")));
        operator()
                .get("/v1/things/tagged?name=a&fields=,")
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/parameter-malformed"))
                .body("parameter", equalTo("fields"));
    }

    @Test
    void sameAnswerIsNotSentAgain() {
        // given
        String tag = operator()
                .get("/v1/things/tagged?name=a")
                .then()
                .statusCode(200)
                .extract()
                .header("ETag");
        // when, then
        operator()
                .header("If-None-Match", "\"1\", W/" + tag)
                .get("/v1/things/tagged?name=a")
                .then()
                .statusCode(304)
                .header("ETag", equalTo(tag))
                .body(equalTo(""));
        // then: the version is the same, the answer is another one
        operator()
                .header("If-None-Match", tag)
                .get("/v1/things/tagged?name=b")
                .then()
                .statusCode(200);
    }

    @Test
    void unknownFieldIsNamed() {
        operator()
                .contentType("application/json")
                .body("{\"name\":\"a\",\"colour\":\"red\"}")
                .post("/v1/things")
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/field-unknown"))
                .body("detail", containsString("colour"));
    }

    @Test
    void sameIdempotencyKeyGetsTheSameAnswer() {
        // given
        RequestSpecification first = operator().contentType("application/json").header("Idempotency-Key", "k-1");
        int count =
                first.body("{\"name\":\"a\",\"count\":0}").post("/v1/things").path("count");
        // when
        operator()
                .contentType("application/json")
                .header("Idempotency-Key", "k-1")
                .body("{\"name\":\"a\",\"count\":0}")
                .post("/v1/things")
                .then()
                .statusCode(200)
                .body("count", equalTo(count));
        // then
        operator()
                .contentType("application/json")
                .header("Idempotency-Key", "k-1")
                .body("{\"name\":\"b\",\"count\":0}")
                .post("/v1/things")
                .then()
                .statusCode(422);
    }

    @Test
    void idempotencyKeyCoversTheQueryAndHasAForm() {
        // given
        make("k-2", "/v1/things?apply=false").then().statusCode(200);
        // when, then
        make("k-2", "/v1/things?apply=true")
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/idempotency-key-reused"));
        make("k".repeat(6_000), "/v1/things")
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/idempotency-key-malformed"));
    }

    @Test
    void locationIsNeverFromTheHostThatTheCallerNames() {
        operator()
                .header("Host", "evil.example")
                .header("X-Forwarded-Host", "evil.example")
                .post("/v1/things/made")
                .then()
                .statusCode(201)
                .header("Location", equalTo("/v1/things/x"));
    }

    @Test
    void serviceIsReadyAndLiveAndTellsWhatWaitsToBeSent() {
        given().get("/q/health/ready").then().statusCode(200);
        given().get("/q/health/live").then().statusCode(200).body("checks.name", hasItem("threads"));
        given().get("/q/metrics")
                .then()
                .body(containsString("# HELP gantry_outbox_waiting Events that are stored"))
                .body(containsString("gantry_outbox_oldest_age_seconds"));
    }

    private static Response make(String key, String path) {
        return operator()
                .contentType("application/json")
                .header("Idempotency-Key", key)
                .body("{\"name\":\"a\",\"count\":0}")
                .post(path);
    }

    private static RequestSpecification operator() {
        return given().header("Authorization", "Bearer " + ServersForTests.TOKEN);
    }
}
