package dev.gantry.provisioner;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OpenApiQTest extends EngineCase {

    private static final Path KEPT = Path.of("../docs/openapi/provisioner.yaml");

    @Test
    void theKeptDocumentIsWhatIsServed() throws Exception {
        // when
        String served = given().accept("application/yaml")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(KEPT.getParent());
            Files.writeString(KEPT, served);
        }

        // then
        assertThat(Files.readString(KEPT))
                .as("rewrite with -Dgolden.write=true")
                .isEqualTo(served);
    }
}
