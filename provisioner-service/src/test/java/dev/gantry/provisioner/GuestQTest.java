package dev.gantry.provisioner;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.gantry.local.embedded.ServersForTests;
import dev.gantry.simulator.Os;
import dev.gantry.simulator.SimulatedHost;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
class GuestQTest extends EngineCase {

    private static final String TOKEN = GuestForTests.token(4_102_444_800L);
    private static final String DRIVER = "NVIDIA-Linux-x86_64-550.54.15-grid.run";

    @Inject
    AgroalDataSource database;

    @Test
    void aBareGuestIsBroughtToALicenceAndTheSecondTimeNothingIsDone() throws Exception {
        // given
        SimulatedHost guest = guest();
        samplesAt(guest, "/home/stack/cuda-samples");
        put(guest, body(guest)).statusCode(201).header("ETag", "\"1\"");

        // when
        JsonPath before = check(guest, "");
        JsonPath made = check(guest, "?apply=true");
        List<String> done = GuestForTests.log(guest);
        JsonPath again = check(guest, "?apply=true");

        // then
        assertThat(before.getString("result")).isEqualTo("DRIVER_MISSING");
        assertThat(before.getList("changes")).isEmpty();
        assertThat(before.getList("evidence.left")).hasSize(5);
        assertThat(made.getString("state")).as(made.prettify()).isEqualTo("SUCCEEDED");
        assertThat(made.getString("result")).as(made.prettify()).isEqualTo("LICENSED");
        assertThat(made.getString("evidence.licences[0].status")).startsWith("Licensed (Expiry: 2099");
        assertThat(made.getString("evidence.sample.device")).isEqualTo("GRID A100D-1-10C MIG 1g.10gb");
        assertThat(made.getBoolean("evidence.sample.passed")).isTrue();
        assertThat(done).contains("installed 550.54.15", "restart nvidia-gridd.service", "make");
        assertThat(again.getString("result")).isEqualTo("LICENSED");
        assertThat(again.getList("changes")).isEmpty();
        assertThat(again.getList("evidence.left")).isEmpty();
        assertThat(GuestForTests.log(guest)).isEqualTo(done);
    }

    @Test
    void theGuestIsLeftAsTheGuideHasIt() throws Exception {
        // given
        SimulatedHost guest = guest();
        put(guest, body(guest)).statusCode(201);

        // when
        check(guest, "?apply=true");

        // then
        Path token = guest.root().resolve("etc/nvidia/ClientConfigToken/" + GuestForTests.TOKEN_FILE);
        assertThat(token).hasContent(TOKEN);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token)))
                .isEqualTo("rwxr--r--");
        assertThat(guest.root().resolve("etc/nvidia/gridd.conf"))
                .content()
                .contains("\nFeatureType=1\n", "#ServerAddress=")
                .doesNotContain("FeatureType=0");
    }

    @Test
    void theTokenIsSeenNowhereButInItsFiles() throws Exception {
        // given
        SimulatedHost guest = guest();
        put(guest, body(guest)).statusCode(201);

        // when
        String answer = check(guest, "?apply=true").prettify();

        // then
        assertThat(answer).contains("LICENSED").doesNotContain(TOKEN);
        assertThat(guest.commands()).noneMatch(line -> line.contains(TOKEN));
        try (var connection = database.getConnection();
                var rows = connection
                        .createStatement()
                        .executeQuery(
                                "select g.spec::text || coalesce(c.evidence::text, '') || c.detail || c.changes::text"
                                        + " from guest g join guest_check c on c.guest = g.name")) {
            while (rows.next()) {
                assertThat(rows.getString(1)).doesNotContain(TOKEN);
            }
        }
    }

    @Test
    void withoutALicenceServerTheJournalIsTheEvidence() throws Exception {
        // given
        SimulatedHost guest = guest();
        put(guest, body(guest)).statusCode(201);
        check(guest, "?apply=true");
        Files.writeString(guest.sim().resolve("state/guest-no-server"), "");
        Files.delete(guest.sim().resolve("state/guest-licence"));

        // when
        JsonPath found = check(guest, "");

        // then
        assertThat(found.getString("result")).isEqualTo("UNLICENSED");
        assertThat(found.getList("evidence.journal", String.class))
                .singleElement()
                .asString()
                .contains("Failed to acquire license");
    }

    @Test
    void aChangedGuestKeyFailsAtOnce() throws Exception {
        // given
        SimulatedHost guest = guest();
        Map<String, Object> body = body(guest);
        body.put("hostKey", "SHA256:" + "A".repeat(43));
        put(guest, body).statusCode(201);

        // when
        JsonPath found = check(guest, "?apply=true");

        // then
        assertThat(found.getString("state")).isEqualTo("FAILED");
        assertThat(found.getString("reason")).isEqualTo("host-key-changed");
    }

    @Test
    void aTokenThatIsNoneIsRefusedWithoutQuotingIt() throws Exception {
        // given
        SimulatedHost guest = guest();
        Map<String, Object> body = body(guest);
        body.put("token", Map.of("file", "copied.tok"));
        Files.writeString(secrets().resolve("copied.tok"), TOKEN + "\u200b");
        put(guest, body).statusCode(201);

        // when
        JsonPath found = check(guest, "?apply=true");

        // then
        assertThat(found.getString("reason")).isEqualTo("token-unusable");
        assertThat(found.prettify()).contains("invisible characters").doesNotContain(TOKEN);
        assertThat(GuestForTests.log(guest)).isEmpty();
    }

    @Test
    void badDescriptionsAreRefusedAndNothingIsStored() throws Exception {
        // given
        Map<String, Object> bad = new LinkedHashMap<>(Map.of("address", "10.0.0.1", "user", "root; reboot"));
        bad.put("featureType", 3);
        bad.put("token", Map.of("file", "../../etc/shadow"));
        bad.put("driver", Map.of("url", "https://x.example/NVIDIA-GRID-Linux-KVM-550.54.16-550.54.15-551.78.zip"));

        // when
        var answer = as().contentType(ContentType.JSON)
                .body(bad)
                .put("/v1/guests/refused")
                .then();

        // then
        answer.statusCode(422).body("fields.path", hasItem("hostKey"));
        assertThat(answer.extract().jsonPath().getList("fields.path", String.class))
                .containsExactlyInAnyOrder(
                        "user", "hostKey", "driver.sha256", "driver.url", "featureType", "token.file");
        as().get("/v1/guests/refused").then().statusCode(404).body("type", equalTo("/problems/guest-not-found"));
        as().post("/v1/guests/refused/checks").then().statusCode(404);
    }

    @Test
    void aChangeNeedsTheVersionThatWasRead() throws Exception {
        // given
        SimulatedHost guest = guest();
        Map<String, Object> body = body(guest);
        put(guest, body).statusCode(201);

        // when
        body.put("featureType", 2);
        int blind = put(guest, body).extract().statusCode();
        int stale = as().contentType(ContentType.JSON)
                .header("If-Match", "\"9\"")
                .body(body)
                .put("/v1/guests/" + guest.name())
                .statusCode();
        var right = as().contentType(ContentType.JSON)
                .header("If-Match", "\"1\"")
                .body(body)
                .put("/v1/guests/" + guest.name())
                .then();

        // then
        assertThat(List.of(blind, stale)).containsExactly(428, 412);
        right.statusCode(200).header("ETag", "\"2\"").body("spec.featureType", equalTo(2));
        as().delete("/v1/guests/" + guest.name()).then().statusCode(204);
        as().get("/v1/guests/" + guest.name()).then().statusCode(404);
    }

    private SimulatedHost guest() throws Exception {
        String name = "guest-" + Long.toString(System.nanoTime(), 36);
        Files.writeString(secrets().resolve(GuestForTests.TOKEN_FILE), TOKEN + "\n");
        return GuestForTests.furnish(start(GuestForTests.description(name, Os.UBUNTU_22_04)));
    }

    private static Path secrets() throws Exception {
        return Files.createDirectories(
                Path.of(ConfigProvider.getConfig().getValue("gantry.data-dir", String.class), "secrets"));
    }

    private static void samplesAt(SimulatedHost guest, String path) throws Exception {
        Path folder =
                Files.createDirectories(guest.root().resolve(path.substring(1) + "/Samples/6_Performance/transpose"));
        Files.writeString(folder.resolve("transpose.cu"), "");
        Files.writeString(folder.resolve("Makefile"), "");
    }

    private Map<String, Object> body(SimulatedHost guest) throws Exception {
        Path file = Files.writeString(folder.resolve(DRIVER), GuestForTests.driver(DRIVER, "550.54.15"));
        String sum =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        return new LinkedHashMap<>(Map.of(
                "address", "127.0.0.1",
                "port", guest.port(),
                "user", "stack",
                "hostKey", guest.hostKeyFingerprint(),
                "driver", Map.of("url", file.toUri().toString(), "sha256", sum),
                "token", Map.of("file", GuestForTests.TOKEN_FILE),
                "samples", "/home/stack/cuda-samples"));
    }

    private static RequestSpecification as() {
        return given().auth().oauth2(ServersForTests.TOKEN);
    }

    private static io.restassured.response.ValidatableResponse put(SimulatedHost guest, Map<String, Object> body) {
        return as().contentType(ContentType.JSON)
                .body(body)
                .put("/v1/guests/" + guest.name())
                .then();
    }

    /** Asks for a check and waits for its end. */
    private static JsonPath check(SimulatedHost guest, String query) {
        String place = as().post("/v1/guests/" + guest.name() + "/checks" + query)
                .then()
                .statusCode(202)
                .extract()
                .header("Location");
        String path = as().get(place.substring(place.indexOf("/v1/")))
                .then()
                .statusCode(200)
                .body("kind", equalTo("guest-check"))
                .extract()
                .path("resource");
        await("check of " + guest.name())
                .atMost(LONG)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> {
                    JsonPath now = as().get(path).jsonPath();
                    assertThat(now.getString("state")).as(now.prettify()).isIn("SUCCEEDED", "FAILED");
                });
        return as().get(path).jsonPath();
    }
}
