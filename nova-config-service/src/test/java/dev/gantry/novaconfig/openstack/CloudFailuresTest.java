package dev.gantry.novaconfig.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.novaconfig.model.flavor.Flavor;
import dev.gantry.novaconfig.model.flavor.FlavorPlan;
import dev.gantry.openstack.CloudSession;
import dev.gantry.openstack.CloudsYaml;
import dev.gantry.openstack.RemoteException;
import dev.gantry.simulator.cloud.SimulatedCloud;
import dev.gantry.simulator.cloud.SimulatedCloud.Canned;
import dev.gantry.testing.tls.SelfSignedCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clouds as they are: behind proxies, with small pages, with names that are not unique, in trouble. */
class CloudFailuresTest {

    // nova 31, GET /flavors without a version in the path: status 300
    private static final String CHOICES = "{\"choices\": [{\"id\": \"v2.1\", \"status\": \"CURRENT\"}]}";

    @TempDir
    Path temp;

    private SimulatedCloud cloud;

    @BeforeEach
    void start() throws IOException {
        cloud = new SimulatedCloud();
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    @Test
    void answerThatPointsElsewhereIsNoEmptyList() throws IOException {
        // given
        NovaFlavors nova = new NovaFlavors(session("site"));
        // then
        cloud.next("GET /compute", new Canned(300, Map.of(), CHOICES));
        assertThatThrownBy(nova::list).hasMessageContaining("300").hasMessageContaining("compute_endpoint_override");
        cloud.next("GET /compute", new Canned(301, Map.of("Location", "https://cloud.example.org/compute"), ""));
        assertThatThrownBy(nova::list).hasMessageContaining("https://cloud.example.org/compute");
        assertThat(nova.list()).isEmpty();
    }

    @Test
    void everyPageIsReadHoweverShortNovaMakesThem() throws IOException {
        // given
        NovaFlavors nova = new NovaFlavors(session("site"));
        IntStream.range(0, 7).forEach(i -> nova.apply(new FlavorPlan.Create(flavor("f" + i, List.of(), Map.of()))));
        cloud.longestPage(3);
        // when
        List<String> names = nova.list().stream().map(e -> e.flavor().name()).toList();
        // then
        assertThat(names).containsExactly("f0", "f1", "f2", "f3", "f4", "f5", "f6");
    }

    @Test
    void serviceInTroubleSaysHowLongToWait() throws IOException {
        // given
        NovaFlavors nova = new NovaFlavors(session("site"));
        String html = "<html><body><h1>503 Service Unavailable</h1>\nNo server is available.\n</body></html>";
        cloud.next("GET /compute", new Canned(503, Map.of("Retry-After", "90"), html));
        // then
        assertThatThrownBy(nova::list).isInstanceOfSatisfying(RemoteException.class, e -> {
            assertThat(e.retryable()).isTrue();
            assertThat(e.pause(Duration.ofSeconds(15))).isEqualTo(Duration.ofSeconds(90));
            assertThat(e.said()).contains("503 Service Unavailable").doesNotContain("<");
        });
        cloud.next(
                "GET /compute", new Canned(429, Map.of(), "{\"overLimit\": {\"code\": 429, \"message\": \"slow\"}}"));
        assertThatThrownBy(nova::list).isInstanceOfSatisfying(RemoteException.class, e -> {
            assertThat(e.retryable()).isTrue();
            assertThat(e.pause(Duration.ofSeconds(15))).isEqualTo(Duration.ofSeconds(15));
        });
    }

    @Test
    void userWithoutProjectTakesTheOnlyOne() throws IOException {
        // when
        List<FlavorPlan.Existing> found = new NovaFlavors(session("open")).list();
        // then
        assertThat(found).isEmpty();
        assertThat(cloud.logins()).isEqualTo(2);
        cloud.next("GET /v3/auth/projects", new Canned(200, Map.of(), "{\"projects\": []}"));
        assertThatThrownBy(() -> new NovaFlavors(session("open")).list()).hasMessageContaining("project_name");
    }

    @Test
    void novaIsFoundByItsRoot() throws IOException {
        // given
        Path file = CloudsFile.of(cloud, temp);
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(
                                "  site:\n", "  site:\n    compute_endpoint_override: " + cloud.url() + "/compute/\n"));
        // then
        assertThat(new NovaFlavors(new CloudSession(CloudsYaml.read(file, "site"))).list())
                .isEmpty();
        assertThat(cloud.calls()).last().asString().startsWith("GET /compute/v2.1/flavors/detail");
    }

    @Test
    void uncheckedCertificateIsTakenWhereTheFileSaysSo() throws Exception {
        // given
        try (SimulatedCloud tls =
                SimulatedCloud.overTls(SelfSignedCertificate.in(temp).server())) {
            Path file = CloudsFile.of(tls, temp);
            Files.writeString(file, Files.readString(file).replace("  site:\n", "  site:\n    verify: false\n"));
            // then
            assertThat(new NovaFlavors(new CloudSession(CloudsYaml.read(file, "site"))).list())
                    .isEmpty();
        }
    }

    @Test
    void flavorThatCannotBeCompletedIsTakenBack() throws IOException {
        // given
        NovaFlavors nova = new NovaFlavors(session("site"));
        // then
        assertThatThrownBy(() ->
                        nova.apply(new FlavorPlan.Create(flavor("half", List.of(), Map.of("resources:VGPU", "one")))))
                .hasMessageContaining("not a valid integer");
        assertThat(cloud.flavors()).isEmpty();
        assertThatThrownBy(() -> nova.apply(
                        new FlavorPlan.Create(flavor("lost", List.of("nobody"), Map.of("resources:VGPU", "1")))))
                .hasMessageContaining("project nobody is found 0 times");
        assertThat(cloud.flavors()).isEmpty();
    }

    @Test
    void flavorOfOthersThatWeCouldNotDefineIsPassedOver() throws IOException {
        // given
        NovaFlavors nova = new NovaFlavors(session("site"));
        nova.apply(new FlavorPlan.Create(flavor("ours", List.of(), Map.of())));
        String page = "{\"flavors\": [{\"id\": \"1\", \"name\": \" old \", \"ram\": 512, \"disk\": 1, \"vcpus\": 1,"
                + " \"extra_specs\": {}}, {\"id\": \"2\", \"name\": \"zero\", \"ram\": 0, \"disk\": 0, \"vcpus\": 0}]}";
        cloud.next("GET /compute/v2.1/flavors/detail", new Canned(200, Map.of(), page));
        // then
        assertThat(nova.list()).isEmpty();
        assertThat(nova.list()).singleElement();
    }

    @Test
    void projectMayBeNamedByItsId() throws IOException {
        // given
        NovaFlavors nova = new NovaFlavors(session("site"));
        String id = "0c1f3b8f0f9b4e0f8a1d2c3b4a5f6e7d";
        cloud.next("GET /v3/projects/" + id, new Canned(200, Map.of(), "{\"project\": {\"id\": \"p-1\"}}"));
        nova.apply(new FlavorPlan.Create(flavor("f", List.of(id), Map.of())));
        // when
        cloud.next("GET /v3/projects/" + id, new Canned(200, Map.of(), "{\"project\": {\"id\": \"p-1\"}}"));
        List<String> granted = nova.projects(nova.list().getFirst().id(), List.of(id));
        // then
        assertThat(granted).containsExactly(id);
        assertThat(nova.projects(nova.list().getFirst().id(), List.of())).containsExactly("research");
    }

    @Test
    void hypervisorsOfOneShortNameAreNotTakenForEachOther() throws IOException {
        // given
        cloud.hypervisor("gpu1.north.example.org", "gpu1.north.example.org", "up");
        cloud.hypervisor("gpu1.south.example.org", "gpu1.south.example.org", "up");
        cloud.hypervisor("gpu2", "gpu2", "up");
        PlacementProviders placement = new PlacementProviders(session("site"));
        // then
        assertThatThrownBy(() -> placement.hypervisor("gpu1")).hasMessageContaining("gpu1.south.example.org");
        assertThat(placement.hypervisor("gpu1.south.example.org").orElseThrow().name())
                .isEqualTo("gpu1.south.example.org");
        assertThat(placement.hypervisor("gpu2.north.example.org").orElseThrow().name())
                .isEqualTo("gpu2");
    }

    @Test
    void hypervisorOnALaterPageIsFound() throws IOException {
        // given
        for (int i = 0; i < 5; i++) {
            cloud.hypervisor("node" + i, "service" + i, "up");
        }
        cloud.longestPage(2);
        // then
        assertThat(new PlacementProviders(session("site"))
                        .hypervisor("service4")
                        .orElseThrow()
                        .name())
                .isEqualTo("node4");
    }

    private CloudSession session(String name) throws IOException {
        return new CloudSession(CloudsYaml.read(CloudsFile.of(cloud, temp), name));
    }

    private static Flavor flavor(String name, List<String> projects, Map<String, String> specs) {
        return new Flavor(name, new Flavor.Size(65536, 30, 8), Flavor.Access.PRIVATE, projects, specs);
    }
}
