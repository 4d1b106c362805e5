package dev.gantry.inventory;

import static dev.gantry.inventory.Operator.http;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;

import dev.gantry.local.embedded.ServersForTests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names, addresses and secrets of webhooks that cannot be: refused at the door, nothing stored, nothing opened. */
@QuarkusTest
@QuarkusTestResource(ServersForTests.class)
class WebhookTargetsQTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"a%0d%0ab", "a%00b", "%0a", "a%20b", "a%E2%80%AEb", "%7f"})
    void nameWithAControlCharacterOrBlankIsRefused(String name) {
        // when
        int status = http().contentType(ContentType.JSON)
                .urlEncodingEnabled(false)
                .body(Map.of("url", "http://192.0.2.7/", "secret", "a secret of some length"))
                .put("/v1/webhooks/" + name)
                .statusCode();
        // then
        assertThat(status).isIn(400, 422);
        assertThat(http().get("/v1/webhooks").jsonPath().getList("items.name", String.class))
                .noneMatch(stored -> stored.startsWith("a") && stored.endsWith("b"));
    }

    @ParameterizedTest
    @CsvSource({
        "http://169.254.169.254/",
        "http://[fe80::1]/",
        "http://[::ffff:169.254.169.254]/",
        "http://0xa9fea9fe/",
        "http://2852039166/",
        "http://192.0.2.7:99999/",
        "http://192.0.2.7:0/",
        "http://u:p@192.0.2.7/",
        "file:///etc/passwd",
        "http:///nowhere"
    })
    void addressThatMayNotBeCalledIsRefused(String url) {
        http().contentType(ContentType.JSON)
                .body(Map.of("url", url, "secret", "a secret of some length"))
                .put("/v1/webhooks/target")
                .then()
                .statusCode(422)
                .body("fields.path", hasItem("url"));
        http().get("/v1/webhooks/target").then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:/a\u0000b",
                "file:/dev/zero",
                "file:/dev/stdin",
                "file:/proc/self/environ",
                "file:",
                "file:relative",
                "file:/etc/../etc/hostname",
                "env:",
                "env:PATH\u0000",
                "vault:secret/x"
            })
    void secretThatIsNoSmallFileOfTheFolderIsRefused(String reference) {
        refusedSecret(reference);
    }

    @Test
    void secretInAPipeIsRefusedWhileOthersAreServed() throws Exception {
        // given
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Path link = Files.createSymbolicLink(folder.resolve("link"), pipe);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            // when
            var refusals = callers.submit(() -> {
                refusedSecret("file:" + pipe);
                refusedSecret("file:" + link);
                refusedSecret("file:" + folder);
            });
            // then
            http().get("/v1/webhooks").then().statusCode(200);
            refusals.get(Duration.ofSeconds(20).toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static void refusedSecret(String reference) {
        http().contentType(ContentType.JSON)
                .body(Map.of("url", "http://192.0.2.7/", "secretRef", reference))
                .put("/v1/webhooks/sealed")
                .then()
                .statusCode(422)
                .body("fields.path", hasItem("secretRef"));
        http().get("/v1/webhooks/sealed").then().statusCode(404);
    }
}
