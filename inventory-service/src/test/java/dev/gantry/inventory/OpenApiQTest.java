package dev.gantry.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.local.embedded.ServersForTests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Holds docs/openapi/inventory.yaml to what the service offers; {@code -Dgolden.write=true} rewrites it. */
@QuarkusTest
@QuarkusTestResource(ServersForTests.class)
class OpenApiQTest {

    private static final Path PAGE = Path.of("../docs/openapi/inventory.yaml");

    @Test
    void pageTellsWhatTheServiceOffers() throws IOException {
        // when
        String offered =
                RestAssured.get("/q/openapi").asString().replaceAll("(?m)^servers:\\n(?:- .*\\n|  .*\\n)*", "");
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(PAGE, offered);
        }
        // then
        assertThat(Files.readString(PAGE)).isEqualTo(offered);
    }
}
