package dev.gantry.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gantry.client.imagebuilder.api.ImagesApi;
import dev.gantry.client.imagebuilder.model.ImageBody;
import dev.gantry.client.inventory.ApiException;
import dev.gantry.client.inventory.api.HostsApi;
import dev.gantry.client.inventory.model.Host;
import dev.gantry.client.inventory.model.HostSpec;
import dev.gantry.client.inventory.model.Problem;
import dev.gantry.client.novaconfig.api.FlavorsApi;
import dev.gantry.client.novaconfig.model.FlavorDocument;
import dev.gantry.client.provisioner.api.RunsApi;
import dev.gantry.local.suite.launcher.LocalSuite;
import dev.gantry.local.suite.launcher.Service;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The OpenAPI documents hold. Clients that a generator makes of them can be used as they are; and every operation is called with what its
 * document allows and with what it forbids, by Schemathesis: no answer is a failure of the service, none has a status, a media type or a
 * shape that the document does not tell.
 */
class ApiContractE2E {

    private static final Path TOOL =
            Path.of("..", "local", "tools", "schemathesis").toAbsolutePath().normalize();
    private static final int LACKS_SOMETHING = 3;
    private static final int LONGEST_MINUTES = 10;
    /** Streams end only when their reader goes. */
    private static final String STREAMS = "^/v1/events$|/log$|^/pulp/";

    private static LocalSuite suite;

    @BeforeAll
    static void start() {
        suite = Running.start("api-contract");
    }

    @AfterAll
    static void stop() {
        if (suite != null) {
            suite.close();
        }
    }

    @Test
    void generatedClientEnrolsAHostAndIsToldWhyAnotherIsRefused() throws Exception {
        // given
        var client = new dev.gantry.client.inventory.ApiClient().setRequestInterceptor(ApiContractE2E::logIn);
        client.updateBaseUri(suite.url(Service.INVENTORY).toString());
        HostsApi hosts = new HostsApi(client);
        HostSpec spec = new HostSpec().address("192.0.2.21").labels(Map.of("rack", "r7"));
        // when
        Host made = hosts.putHost("generated1", spec, null);
        Host read = hosts.getHost("generated1", null, "name,spec.address");
        var listed = hosts.listHosts(null, null, null, null, List.of("rack=r7"), null, null, null, "name");
        ApiException refused =
                catchThrowableOfType(ApiException.class, () -> hosts.putHost("generated2", spec.port(99999), null));
        // then
        assertThat(made.getState()).isEqualTo("ENROLLED");
        assertThat(read.getSpec().getAddress()).isEqualTo("192.0.2.21");
        assertThat(listed.getItems()).singleElement().satisfies(found -> assertThat(found.getName())
                .isEqualTo("generated1"));
        assertThat(listed.getTotal()).isEqualTo(1);
        Problem problem = client.getObjectMapper().readValue(refused.getResponseBody(), Problem.class);
        assertThat(problem.getStatus()).isEqualTo(refused.getCode());
        assertThat(problem.getFields()).isNotEmpty();
    }

    @Test
    void generatedClientReadsRuns() throws Exception {
        // given
        var client = new dev.gantry.client.provisioner.ApiClient().setRequestInterceptor(ApiContractE2E::logIn);
        client.updateBaseUri(suite.url(Service.PROVISIONER).toString());
        // when
        var runs = new RunsApi(client).listRuns(null, "nobody", 10, null, null);
        // then
        assertThat(runs.getItems()).isEmpty();
        assertThat(runs.getTotal()).isZero();
    }

    @Test
    void generatedClientDefinesAFlavor() throws Exception {
        // given
        var client = new dev.gantry.client.novaconfig.ApiClient().setRequestInterceptor(ApiContractE2E::logIn);
        client.updateBaseUri(suite.url(Service.NOVA_CONFIG).toString());
        FlavorsApi flavors = new FlavorsApi(client);
        FlavorDocument flavor =
                new FlavorDocument().ram(4096).disk(20).vcpus(2).extraSpecs(Map.of("resources:CUSTOM_NVIDIA_699", "1"));
        // when
        flavors.putFlavor("generated.flavor", flavor, null);
        // then
        assertThat(flavors.getFlavor("generated.flavor", null, null).getRam()).isEqualTo(4096);
        assertThat(flavors.listFlavors(null).getItems())
                .extracting(FlavorDocument::getName)
                .contains("generated.flavor");
    }

    @Test
    void generatedClientDefinesAnImage() throws Exception {
        // given
        var client = new dev.gantry.client.imagebuilder.ApiClient().setRequestInterceptor(ApiContractE2E::logIn);
        client.updateBaseUri(suite.url(Service.IMAGE_BUILDER).toString());
        ImagesApi images = new ImagesApi(client);
        // when
        images.putImage("generated-image", new ImageBody().elements(List.of("debian-minimal", "vm")), null);
        // then
        assertThat(images.getImage("generated-image", null, null).getElements()).contains("debian-minimal");
        assertThat(images.listImages(null, null, null).getItems())
                .extracting(ImageBody::getName)
                .contains("generated-image");
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void answersOnlyWhatItsDocumentTells(Service service) throws IOException, InterruptedException {
        // given
        Path said = Path.of("target", "api-contract-" + service + ".txt").toAbsolutePath();
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

    private static void logIn(HttpRequest.Builder request) {
        request.header("Authorization", "Bearer " + suite.token());
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
                "1",
                "--request-timeout",
                "60",
                "--suppress-health-check",
                "all",
                "--no-color",
                "--warnings",
                "off");
    }
}
