package dev.gantry.imagebuilder;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.local.embedded.ServersForTests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServersForTests.class)
@QuarkusTestResource(StandInTools.class)
class OpenApiQTest {

    @Test
    void theDescriptionInTheRepositoryIsTheOneServed() throws IOException {
        // given
        Path kept = Path.of("..", "docs", "openapi", "image-builder.yaml");

        // when
        String served = given().get("/q/openapi").asString();

        // then
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(kept.getParent());
            Files.writeString(kept, served);
        }
        assertThat(served).isEqualTo(Files.readString(kept));
    }
}
