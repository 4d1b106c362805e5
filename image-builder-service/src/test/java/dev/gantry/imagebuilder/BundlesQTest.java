package dev.gantry.imagebuilder;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;

import com.sun.net.httpserver.HttpServer;
import dev.gantry.imagebuilder.file.HashedFile;
import dev.gantry.imagebuilder.file.MadeBundle;
import dev.gantry.local.embedded.ServersForTests;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(ServersForTests.class)
class BundlesQTest {

    @TempDir
    Path folder;

    @Inject
    AgroalDataSource database;

    @Test
    void anUploadedBundleCanBeFetchedUnderPulpsPathAndIsTold() throws Exception {
        // given
        String name = MadeBundle.NAME;
        Path zip = MadeBundle.usual(folder);
        String sha256 = HashedFile.hash(zip).hex();

        // when
        upload(name, zip, sha256)
                .statusCode(202)
                .header("Location", containsString("/v1/operations/driver-bundle:" + name));
        awaitState(name, "PUBLISHED");

        // then
        asked().get("/v1/driver-bundles/" + name)
                .then()
                .body("hostVersion", equalTo("525.105.14"))
                .body("guestVersion", equalTo("525.105.17"))
                .body("branch", equalTo("R525"))
                .body("release", equalTo(15))
                .body("sha256", equalTo(sha256))
                .body("parts.name", hasItems(name, "nvidia-linux-grid-525-525.105.17-1.x86_64.rpm"));
        assertThat(given().get("/pulp/content/nvidia/" + name)
                        .then()
                        .statusCode(200)
                        .extract()
                        .asByteArray())
                .isEqualTo(Files.readAllBytes(zip));
        given().get("/pulp/content/nvidia/PULP_MANIFEST")
                .then()
                .statusCode(200)
                .body(containsString(name + "," + sha256 + "," + Files.size(zip)));
        assertThat(eventsOf(name)).isEqualTo(1);

        // and the same bytes again change nothing
        upload(name, zip, null).statusCode(200).body("state", equalTo("PUBLISHED"));
        assertThat(eventsOf(name)).isEqualTo(1);
    }

    @Test
    void contentIsServedInRangesAndNotAgainToWhoHasIt() throws Exception {
        // given
        String name = "NVIDIA-GRID-Linux-KVM-535.161.05-535.161.07-538.33.zip";
        Path zip = MadeBundle.usual(folder);
        upload(name, zip, null).statusCode(202);
        awaitState(name, "PUBLISHED");
        String path = "/pulp/content/nvidia/" + name;
        byte[] whole = Files.readAllBytes(zip);

        // when / then
        byte[] part = given().header("Range", "bytes=10-19")
                .get(path)
                .then()
                .statusCode(206)
                .header("Content-Range", "bytes 10-19/" + whole.length)
                .extract()
                .asByteArray();
        assertThat(part).isEqualTo(java.util.Arrays.copyOfRange(whole, 10, 20));
        given().header("Range", "bytes=-5").get(path).then().statusCode(206).header("Content-Length", "5");
        given().header("Range", "bytes=%d-".formatted(whole.length))
                .get(path)
                .then()
                .statusCode(416);
        String tag = given().head(path)
                .then()
                .statusCode(200)
                .header("Content-Length", String.valueOf(whole.length))
                .extract()
                .header("ETag");
        given().header("If-None-Match", tag).get(path).then().statusCode(304);
        given().header("Range", "bytes=0-1")
                .header("If-Range", "\"other\"")
                .get(path)
                .then()
                .statusCode(200);
        given().get("/pulp/content/nvidia/../../../../etc/passwd").then().statusCode(404);
        given().get("/pulp/content/nvidia/unknown.zip").then().statusCode(404);
    }

    @Test
    void aRegisteredAddressIsFetchedAndComparedWithItsDigest() throws Exception {
        // given
        Path zip = MadeBundle.usual(folder);
        byte[] bytes = Files.readAllBytes(zip);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        String base = "http://127.0.0.1:%d/".formatted(server.getAddress().getPort());
        String right = "NVIDIA-GRID-Linux-KVM-550.54.16-550.54.15-551.78.zip";
        String wrong = "NVIDIA-GRID-Linux-KVM-550.90.05-550.90.07-552.55.zip";
        String digest = HashedFile.hash(zip).hex();

        // when
        register(Map.of("url", base + right, "sha256", digest)).statusCode(202);
        register(Map.of("url", base + wrong, "sha256", "0".repeat(64))).statusCode(202);

        // then
        awaitState(right, "PUBLISHED");
        awaitState(wrong, "FAILED");
        asked().get("/v1/driver-bundles/" + wrong)
                .then()
                .body("reason", containsString(digest))
                .body("reason", containsString("0".repeat(64)));
        given().get("/pulp/content/nvidia/" + wrong).then().statusCode(404);
        for (String ended : List.of(right, wrong)) {
            asked().get("/v1/operations/driver-bundle:" + ended).then().body("endedAt", notNullValue());
        }
        server.stop(0);
    }

    @Test
    void chosenPartsArePublishedAndOthersLaterWithoutSendingItAgain() throws Exception {
        // given
        String name = "NVIDIA-GRID-Linux-KVM-535.230.02-535.230.02-539.19.zip";
        Map<String, byte[]> files = MadeBundle.files();
        files.put("Host_Drivers/NVIDIA-Linux-x86_64-535.230.02-vgpu-kvm.run", new byte[] {1});
        Path zip = Files.copy(MadeBundle.zip(folder.resolve("chosen.zip"), files), folder.resolve(name));
        asked().contentType("application/json")
                .queryParam("parts", "driver")
                .body(Map.of("url", zip.toUri().toString()))
                .post("/v1/driver-bundles")
                .then()
                .statusCode(422)
                .body("fields.path", hasItem("parts"));

        // when
        asked().contentType("application/json")
                .queryParam("parts", "HOST_DRIVER")
                .body(Map.of("url", zip.toUri().toString()))
                .post("/v1/driver-bundles")
                .then()
                .statusCode(202);

        // then
        awaitState(name, "PUBLISHED");
        asked().get("/v1/driver-bundles/" + name).then().body("parts.role", everyItem(equalTo("HOST_DRIVER")));
        given().get("/pulp/content/nvidia/" + name).then().statusCode(404);

        // and its file may be gone from where it came
        Files.delete(zip);
        asked().post("/v1/driver-bundles/" + name + "/publish").then().statusCode(202);
        awaitState(name, "PUBLISHED");
        asked().get("/v1/driver-bundles/" + name).then().body("parts.role", hasItems("BUNDLE", "GUEST_DRIVER"));
        given().get("/pulp/content/nvidia/" + name).then().statusCode(200);
        assertThat(eventsOf(name)).isEqualTo(2);
    }

    @Test
    void aBundleThatNeverCameCannotBePublishedAgain() {
        // given
        String name = "NVIDIA-GRID-Linux-KVM-535.247.02-535.247.01-539.28.zip";
        register(Map.of("url", "file:///none/" + name)).statusCode(202);
        awaitState(name, "FAILED");

        // when / then
        asked().post("/v1/driver-bundles/" + name + "/publish")
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/bundle-not-here"));
        asked().post("/v1/driver-bundles/none.zip/publish").then().statusCode(404);
    }

    @Test
    void aFileOfThisMachineIsRegistered() throws Exception {
        // given
        String name = "NVIDIA-AI-Enterprise-Linux-KVM-570.124.03-570.124.06-572.60.zip";
        Path zip = Files.copy(MadeBundle.usual(folder), folder.resolve(name));

        // when
        register(Map.of("url", zip.toUri().toString())).statusCode(202);

        // then
        awaitState(name, "PUBLISHED");
        register(Map.of("url", "file:///none/" + name)).statusCode(200);
    }

    @Test
    void refusesBadInputByFieldAndKeepsNothing() throws Exception {
        // given
        Path zip = MadeBundle.usual(folder);
        Path page = Files.writeString(folder.resolve("page"), "<html>");
        String name = "NVIDIA-GRID-Linux-KVM-595.58.02-595.58.03-595.97.zip";

        // when / then
        upload("driver.zip", zip, null).statusCode(422).body("type", equalTo("/problems/bundle-name-malformed"));
        upload(name, page, null).statusCode(422).body("type", equalTo("/problems/bundle-not-a-zip"));
        upload(name, zip, "1".repeat(64))
                .statusCode(422)
                .body("type", equalTo("/problems/bundle-digest-differs"))
                .body("found", equalTo(HashedFile.hash(zip).hex()))
                .body("expected", equalTo("1".repeat(64)));
        upload(name, zip, "xyz").statusCode(422).body("type", equalTo("/problems/digest-malformed"));
        register(Map.of("url", "ftp://x/" + name)).statusCode(422).body("fields.path", hasItem("url"));
        asked().get("/v1/driver-bundles/" + name).then().statusCode(404);
        given().get("/v1/driver-bundles").then().statusCode(401);
    }

    @Test
    void otherBytesUnderAPublishedNameAreRefused() throws Exception {
        // given
        String name = "NVIDIA-GRID-Linux-KVM-580.65.05-580.65.06-580.88.zip";
        upload(name, MadeBundle.usual(folder), null).statusCode(202);
        awaitState(name, "PUBLISHED");
        Map<String, byte[]> files = MadeBundle.files();
        files.put("more.txt", new byte[1]);
        Path other = MadeBundle.zip(folder.resolve("other.zip"), files);

        // when / then
        upload(name, other, null).statusCode(409).body("type", equalTo("/problems/bundle-differs"));
    }

    private static ValidatableResponse upload(String name, Path file, String sha256) throws IOException {
        RequestSpecification request = asked().header("X-File-Name", name)
                .contentType("application/octet-stream")
                .body(Files.readAllBytes(file));
        return (sha256 == null ? request : request.header("X-Sha256", sha256))
                .post("/v1/driver-bundles")
                .then();
    }

    private static ValidatableResponse register(Map<String, String> address) {
        return asked().contentType("application/json")
                .body(address)
                .post("/v1/driver-bundles")
                .then();
    }

    private static void awaitState(String name, String state) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> asked().get("/v1/driver-bundles/" + name)
                .then()
                .body("state", equalTo(state)));
    }

    private static RequestSpecification asked() {
        return given().header("Authorization", "Bearer " + ServersForTests.TOKEN);
    }

    private int eventsOf(String bundle) throws SQLException {
        try (Connection connection = database.getConnection();
                ResultSet row = connection
                        .createStatement()
                        .executeQuery("select count(*) from outbox where key = '" + bundle + "'")) {
            row.next();
            return row.getInt(1);
        }
    }
}
