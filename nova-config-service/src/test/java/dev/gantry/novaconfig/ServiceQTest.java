package dev.gantry.novaconfig;

import static io.restassured.RestAssured.given;

import dev.gantry.local.embedded.ServersForTests;
import io.quarkus.test.common.QuarkusTestResource;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The service with a real database and broker, asked as an operator. */
@QuarkusTestResource(ServersForTests.class)
abstract class ServiceQTest {
    static final Duration SOON = Duration.ofSeconds(20);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    static void settings(Map<String, Object> wanted) {
        operator()
                .contentType(ContentType.JSON)
                .header("If-Match", "*")
                .body(wanted)
                .put("/v1/settings")
                .then()
                .statusCode(200);
    }

    static RequestSpecification operator() {
        return given().auth().oauth2(ServersForTests.TOKEN);
    }
}
