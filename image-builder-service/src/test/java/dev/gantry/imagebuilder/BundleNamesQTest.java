package dev.gantry.imagebuilder;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.gantry.imagebuilder.file.HashedFile;
import dev.gantry.imagebuilder.file.MadeBundle;
import dev.gantry.imagebuilder.flow.alignment.HostDriverRecorder;
import dev.gantry.local.embedded.ServersForTests;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a published name stands for: always the same bytes, whatever is sent, superseded or rolled back. */
@QuarkusTest
@QuarkusTestResource(ServersForTests.class)
class BundleNamesQTest {

    private static final String PART = "nvidia-linux-grid-525-525.105.17-1.x86_64.rpm";

    @TempDir
    Path folder;

    @Inject
    HostDriverRecorder hosts;

    @Test
    void partsOfTwoBundlesWithOneNameKeepTheirBytes() throws Exception {
        // given
        String first = "NVIDIA-GRID-Linux-KVM-510.85.02-510.85.02-513.46.zip";
        String second = "NVIDIA-AI-Enterprise-Linux-KVM-510.85.02-510.85.02-513.46.zip";
        upload(first, bundle("one"), "").statusCode(202);
        awaitState(first, "PUBLISHED");

        // when
        upload(second, bundle("two"), "").statusCode(202);
        awaitState(second, "PUBLISHED");

        // then
        assertThat(fetched(first)).isEqualTo("one");
        assertThat(fetched(second)).isEqualTo("two");
        assertThat(url(first)).isNotEqualTo(url(second));
    }

    @Test
    void aWrongBundleIsSupersededByOneCallThatTellsWhoUsesIt() throws Exception {
        // given
        String name = "NVIDIA-GRID-Linux-KVM-470.161.02-470.161.03-474.14.zip";
        Path wrong = bundle("wrong");
        String digest = HashedFile.hash(wrong).hex();
        upload(name, wrong, "").statusCode(202);
        awaitState(name, "PUBLISHED");
        String old = url(name);
        QuarkusTransaction.requiringNew().run(() -> hosts.record("cmp-470", 1, List.of("g"), "470.161.02"));
        Calls.put("uses-470", imageWith(name)).statusCode(201);
        upload(name, bundle("right"), "").statusCode(409).body("type", equalTo("/problems/bundle-differs"));

        // when
        upload(name, bundle("right"), "?supersede=true")
                .statusCode(202)
                .body("superseded.sha256", equalTo(digest))
                .body("superseded.hosts", hasItem("cmp-470"))
                .body("superseded.images", hasItem("uses-470"));

        // then
        awaitState(name, "PUBLISHED");
        assertThat(fetched(name)).isEqualTo("right");
        assertThat(url(name)).isNotEqualTo(old);
        assertThat(served(old)).isEqualTo("wrong");
    }

    @Test
    void aRollBackWithdrawsWhatTheVersionDoesNotHold() throws Exception {
        // given
        String kept = "NVIDIA-GRID-Linux-KVM-535.54.06-535.54.03-536.25.zip";
        String gone = "NVIDIA-GRID-Linux-KVM-535.104.06-535.104.05-537.13.zip";
        upload(kept, bundle("kept"), "").statusCode(202);
        awaitState(kept, "PUBLISHED");
        int version = Calls.asked().get("/v1/repository/versions").path("items[0].number");
        upload(gone, bundle("gone"), "").statusCode(202);
        awaitState(gone, "PUBLISHED");
        int with = Calls.asked().get("/v1/repository/versions").path("items[0].number");
        assertThat(with).as("one bundle is one version").isEqualTo(version + 1);

        // when
        rollBack(version);

        // then
        awaitState(kept, "PUBLISHED");
        awaitState(gone, "WITHDRAWN");
        Calls.asked().get("/v1/driver-bundles/" + gone).then().body("reason", not(nullValue()));

        // and what is served again is published again
        rollBack(with);
        awaitState(gone, "PUBLISHED");
        Calls.asked().get("/v1/driver-bundles/" + gone).then().body("reason", nullValue());
    }

    @Test
    void whatIsNoRegularFileIsRefusedAtOnce() throws Exception {
        // given
        String name = "NVIDIA-GRID-Linux-KVM-550.70.16-550.70.04-551.78.zip";
        Path pipe = folder.resolve(name);
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        // when / then
        register("file://" + pipe).statusCode(422).body("type", equalTo("/problems/file-not-regular"));
        register("file://host/x/" + name).statusCode(422).body("type", equalTo("/problems/url-malformed"));
        register("file:///a%00/" + name).statusCode(422).body("type", equalTo("/problems/url-malformed"));
        register("http://u:p@host/" + name).statusCode(422).body("type", equalTo("/problems/url-malformed"));
        Calls.asked().get("/v1/driver-bundles/" + name).then().statusCode(404);
        Calls.asked()
                .contentType("application/json")
                .body("null")
                .post("/v1/driver-bundles")
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/body-missing"));
    }

    private static Map<String, Object> imageWith(String bundle) {
        Map<String, Object> image = Calls.definition("rpm");
        image.put("driver", Map.of("bundle", bundle));
        return image;
    }

    private Path bundle(String part) throws IOException {
        Map<String, byte[]> files = MadeBundle.files();
        files.keySet().removeIf(name -> name.endsWith(PART));
        files.put("Guest_Drivers/" + PART, part.getBytes());
        files.put("Host_Drivers/host-" + part + ".run", part.getBytes());
        return MadeBundle.zip(folder.resolve(part + System.nanoTime() + ".zip"), files);
    }

    private static void rollBack(int version) {
        Calls.asked()
                .contentType("application/json")
                .body(Map.of("version", version))
                .post("/v1/repository/rollback")
                .then()
                .statusCode(200);
    }

    private static String url(String bundle) {
        return Calls.asked().get("/v1/driver-bundles/" + bundle).path("parts.find { it.name == '" + PART + "' }.url");
    }

    private static String fetched(String bundle) {
        return served(url(bundle));
    }

    /** By its path: the address is that of the settings, not of the test's own port. */
    private static String served(String url) {
        return given().get(URI.create(url).getRawPath()).asString();
    }

    private static ValidatableResponse upload(String name, Path file, String query) throws IOException {
        return Calls.asked()
                .header("X-File-Name", name)
                .contentType("application/octet-stream")
                .body(Files.readAllBytes(file))
                .post("/v1/driver-bundles" + query)
                .then();
    }

    private static ValidatableResponse register(String url) {
        return Calls.asked()
                .contentType("application/json")
                .body(Map.of("url", url))
                .post("/v1/driver-bundles")
                .then();
    }

    private static void awaitState(String name, String state) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        Calls.asked().get("/v1/driver-bundles/" + name).then().body("state", equalTo(state)));
    }
}
