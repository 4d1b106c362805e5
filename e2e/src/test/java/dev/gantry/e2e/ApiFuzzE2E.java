package dev.gantry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.local.suite.launcher.LocalSuite;
import dev.gantry.local.suite.launcher.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every operation of the four services is called with what its OpenAPI document allows and with what it forbids, by Schemathesis: no answer
 * is a failure of the service, none has a status, a media type or a shape that the document does not tell.
 */
class ApiFuzzE2E {

    private static final Path TOOL =
            Path.of("..", "local", "tools", "schemathesis").toAbsolutePath().normalize();
    private static final int LACKS_SOMETHING = 3;
    private static final int LONGEST_MINUTES = 10;
    /** Streams end only when their reader goes. */
    private static final String STREAMS = "^/v1/events$|/log$|^/pulp/";

    private static LocalSuite suite;

    @BeforeAll
    static void start() {
        suite = Running.start("api-fuzz");
    }

    @AfterAll
    static void stop() {
        if (suite != null) {
            suite.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void answersOnlyWhatItsDocumentTells(Service service) throws IOException, InterruptedException {
        // given
        Path said = Path.of("target", "api-fuzz-" + service + ".txt").toAbsolutePath();
        // when
        Process fuzz = new ProcessBuilder(command(service))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        boolean isEnded = fuzz.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES);
        fuzz.destroy();
        // then
        Assumptions.assumeTrue(!isEnded || fuzz.exitValue() != LACKS_SOMETHING, "SKIPPED, no Schemathesis here");
        assertThat(isEnded).as("ended in time, see " + said).isTrue();
        assertThat(fuzz.exitValue()).as(Files.readString(said)).isZero();
    }

    private static List<String> command(Service service) {
        return List.of(
                TOOL.toString(),
                "run",
                "run",
                suite.url(service) + "/q/openapi",
                "--header",
                "Authorization: Bearer " + suite.token(),
                "--phases",
                "examples,coverage,fuzzing",
                "--checks",
                "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance",
                "--exclude-path-regex",
                STREAMS,
                "--max-examples",
                "20",
                "--seed",
                "1",
                "--workers",
                "2",
                "--request-timeout",
                "60",
                "--suppress-health-check",
                "all",
                "--no-color",
                "--warnings",
                "off");
    }
}
