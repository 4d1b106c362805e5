package dev.gantry.novaconfig;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.contracts.Device;
import dev.gantry.contracts.EventType;
import dev.gantry.contracts.HostProvisioned;
import dev.gantry.contracts.HostRetired;
import dev.gantry.contracts.HostSpecChanged;
import dev.gantry.contracts.NovaConfigPublished;
import dev.gantry.contracts.NovaConfigRendered;
import dev.gantry.contracts.PlacementProven;
import dev.gantry.local.embedded.ServersForTests;
import dev.gantry.novaconfig.git.BareRepository;
import dev.gantry.novaconfig.model.Sites;
import dev.gantry.novaconfig.openstack.FakeCloud;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The service with a real database and broker: events in, renditions and events out, REST. */
@QuarkusTest
@QuarkusTestResource(ServersForTests.class)
@TestMethodOrder(MethodOrderer.MethodName.class)
class NovaConfigQTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    @Test
    void provisionedHostIsRenderedPublishedAndServed() throws IOException {
        // given
        try (Wire wire = new Wire(servers)) {
            // when
            wire.say(Wire.provisioned(
                    "served001", 4, "compute_multi_instance_gpu", Sites.guide().get(1)));
            // then
            NovaConfigRendered rendered = wire.heard(NovaConfigRendered.class, "served001", 4);
            NovaConfigPublished published = wire.heard(NovaConfigPublished.class, "served001", 4);
            assertThat(rendered.resourceClasses()).containsExactly("CUSTOM_NVIDIA_699", "CUSTOM_NVIDIA_700");
            assertThat(rendered.release()).isEqualTo("2025.1");
            assertThat(published.renditionId()).isEqualTo(rendered.renditionId());
            assertThat(published.target()).isEqualTo("served");
            operator()
                    .get(published.reference())
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("PUBLISHED"))
                    .body("number", equalTo(1))
                    .body("files", hasItem("kolla/config/nova/served001/nova-compute.conf"));
            operator()
                    .get(published.reference() + "/files/kolla/config/nova/served001/nova-compute.conf")
                    .then()
                    .statusCode(200)
                    .body(containsString("enabled_mdev_types = nvidia-700, nvidia-699"));
            byte[] archive = operator()
                    .get(published.reference() + "/archive")
                    .then()
                    .statusCode(200)
                    .extract()
                    .asByteArray();
            assertThat(new GZIPInputStream(new ByteArrayInputStream(archive)).readAllBytes())
                    .asString()
                    .contains("[mdev_nvidia-700]");
            operator().get("/v1/nova-compute.conf").then().statusCode(200).body(containsString("{% raw %}"));
            operator()
                    .get("/v1/flavors.yaml")
                    .then()
                    .statusCode(200)
                    .body(containsString("name: \"vgpu.a100d.2g.20gb\""));
        }
    }

    @Test
    void sameDevicesAgainMakeNoRenditionButAnswer() {
        try (Wire wire = new Wire(servers)) {
            // given
            wire.say(Wire.provisioned("again001", 4, "g", Sites.guide().getFirst()));
            String first = wire.heard(NovaConfigPublished.class, "again001", 4).renditionId();
            // when
            wire.say(Wire.provisioned("again001", 9, "g", Sites.guide().getFirst()));
            // then
            assertThat(wire.heard(NovaConfigPublished.class, "again001", 9).renditionId())
                    .isEqualTo(first);
            operator().get("/v1/hosts/again001/renditions").then().body("items", hasSize(1));
        }
    }

    @Test
    void olderFactIsIgnoredAndALaterGroupChangeDoesNotHideAnAnswer() {
        try (Wire wire = new Wire(servers)) {
            // given
            wire.say(new HostSpecChanged("older001", 8, List.of("newgroup"), List.of("groups")));
            wire.say(Wire.provisioned("older001", 5, "oldgroup", Sites.guide().getFirst()));
            wire.heard(NovaConfigPublished.class, "older001", 5);
            // when
            wire.say(Wire.provisioned("older001", 3, "oldgroup", Sites.guide().get(1)));
            wire.say(Wire.provisioned("older001-end", 1, "g", Sites.guide().getFirst()));
            wire.heard(NovaConfigPublished.class, "older001-end", 1);
            // then
            operator().get("/v1/hosts/older001/renditions").then().body("items", hasSize(1));
            operator().get("/v1/nova-compute.conf").then().body(not(containsString("oldgroup")));
        }
    }

    @Test
    void retypedHostShowsWhatChanged() {
        try (Wire wire = new Wire(servers)) {
            // given
            wire.say(Wire.provisioned(
                    "retyped007", 4, "compute_vgpu", Sites.guide().getFirst()));
            wire.heard(NovaConfigPublished.class, "retyped007", 4);
            // when
            wire.say(Wire.provisioned(
                    "retyped007", 6, "compute_vgpu", Sites.guide().get(2)));
            String id = wire.heard(NovaConfigPublished.class, "retyped007", 6).renditionId();
            // then
            operator()
                    .get("/v1/renditions/" + id + "/diff")
                    .then()
                    .statusCode(200)
                    .body("changes.find { it.option == 'enabled_mdev_types' }.before", contains("nvidia-697"))
                    .body(
                            "changes.find { it.option == 'enabled_mdev_types' }.after",
                            contains("nvidia-697, nvidia-698"));
            operator()
                    .accept("text/plain")
                    .get("/v1/renditions/" + id + "/diff")
                    .then()
                    .statusCode(200)
                    .body(containsString("+device_addresses = 0000:81:00.4\n"));
        }
    }

    @Test
    void retiredHostLeavesTheGroupForm() {
        try (Wire wire = new Wire(servers)) {
            // given
            wire.say(Wire.provisioned("leaving001", 4, "leaving", Sites.guide().getFirst()));
            wire.heard(NovaConfigPublished.class, "leaving001", 4);
            operator().get("/v1/nova-compute.conf").then().body(containsString("groups['leaving']"));
            // when
            wire.say(new HostRetired("leaving001", 7, "sold"));
            // then
            await().atMost(SOON)
                    .untilAsserted(
                            () -> operator().get("/v1/nova-compute.conf").then().body(not(containsString("leaving"))));
            operator().get("/v1/hosts/leaving001/renditions").then().body("items", hasSize(1));
        }
    }

    @Test
    void impossibleRenditionIsHeld() {
        try (Wire wire = new Wire(servers)) {
            // given
            Device whole =
                    new Device("PASSTHROUGH", "0000:21:00.0", "0000:21:00.0", null, null, null, "10de", "20b5", null);
            Device slice =
                    new Device("MDEV", "0000:21:00.0", "0000:21:00.4", "u", "nvidia-697", null, "10de", "20b5", null);
            // when
            wire.say(new HostProvisioned("held001", 2, "run", List.of(whole, slice), List.of("g"), null, 0, 0));
            // then
            NovaConfigRendered rendered = wire.heard(NovaConfigRendered.class, "held001", 2);
            assertThat(rendered.errors()).singleElement().asString().contains("card-on-both-paths");
            assertThat(rendered.warnings()).isEmpty();
            operator().get("/v1/renditions/" + rendered.renditionId()).then().body("state", equalTo("HELD"));
            operator()
                    .post("/v1/renditions/" + rendered.renditionId() + "/publication")
                    .then()
                    .statusCode(409)
                    .body("type", equalTo("/problems/rendition-not-publishable"));
        }
    }

    @Test
    void changedReleaseRendersAgain() {
        try (Wire wire = new Wire(servers)) {
            // given
            wire.say(Wire.provisioned("settings001", 4, "g", Sites.guide().getFirst()));
            wire.heard(NovaConfigPublished.class, "settings001", 4);
            String tag = operator()
                    .get("/v1/settings")
                    .then()
                    .statusCode(200)
                    .extract()
                    .header("ETag");
            // when
            String changed = operator()
                    .contentType(ContentType.JSON)
                    .header("If-Match", tag)
                    .body(Map.of("release", "zed"))
                    .put("/v1/settings")
                    .then()
                    .statusCode(200)
                    .extract()
                    .header("ETag");
            // then
            await().atMost(SOON).untilAsserted(() -> operator()
                    .get("/v1/hosts/settings001/renditions")
                    .then()
                    .body("items[0].release", equalTo("zed"))
                    .body("items[0].resourceClasses", contains("VGPU"))
                    .body("items[0].cause.what", equalTo("settings changed")));
            operator()
                    .contentType(ContentType.JSON)
                    .header("If-Match", tag)
                    .body(Map.of())
                    .put("/v1/settings")
                    .then()
                    .statusCode(412);
            operator()
                    .contentType(ContentType.JSON)
                    .header("If-Match", changed)
                    .body(Map.of())
                    .put("/v1/settings")
                    .then()
                    .statusCode(200);
        }
    }

    @Test
    void impossibleSettingsAreRefusedFieldByField() {
        operator()
                .contentType(ContentType.JSON)
                .header("If-Match", "*")
                .body(Map.of("release", "train", "pciPlacement", "sometimes", "classes", Map.of("nvidia-x", "custom")))
                .put("/v1/settings")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("fields.path", contains("release", "pciPlacement", "classes.nvidia-x"))
                .body("fields[0].found", equalTo("train"));
    }

    @Test
    void definedFlavorReplacesAndLeavesAgain() {
        // given
        Map<String, Object> flavor = Map.of(
                "ram",
                65536,
                "disk",
                30,
                "vcpus",
                8,
                "is_public",
                false,
                "extra_specs",
                Map.of("resources:CUSTOM_NVIDIA_12345", 1, "hw_rng:allowed", true));
        // when
        String tag = operator()
                .contentType(ContentType.JSON)
                .body(flavor)
                .put("/v1/flavors/my.flavor")
                .then()
                .statusCode(201)
                .body("extra_specs.'hw_rng:allowed'", equalTo("True"))
                .body("findings.code", contains("class-not-offered"))
                .extract()
                .header("ETag");
        // then
        operator().get("/v1/flavors.yaml").then().body(containsString("my_flavor:"));
        operator()
                .contentType(ContentType.JSON)
                .body(flavor)
                .put("/v1/flavors/my.flavor")
                .then()
                .statusCode(428);
        operator()
                .header("If-Match", tag)
                .delete("/v1/flavors/my.flavor")
                .then()
                .statusCode(204);
        operator().get("/v1/flavors/my.flavor").then().statusCode(404);
    }

    @Test
    void flavorThatNovaRefusesIsRefused() {
        operator()
                .contentType(ContentType.JSON)
                .body(Map.of("ram", 1024, "disk", 1, "vcpus", 1, "extra_specs", Map.of("resources:VGPU", "one")))
                .put("/v1/flavors/bad")
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/flavor-invalid"));
    }

    @Test
    void publishesToTheRepositoryWhenTheSiteWantsThat(@TempDir Path temp) throws Exception {
        // given
        BareRepository repository = new BareRepository(temp);
        settings(Map.of("target", "git", "forms", List.of("group"), "git", Map.of("url", repository.url())));
        try (Wire wire = new Wire(servers)) {
            // when
            wire.say(Wire.provisioned("gitted001", 4, "gitted", Sites.guide().getFirst()));
            // then
            NovaConfigPublished published = wire.heard(NovaConfigPublished.class, "gitted001", 4);
            assertThat(published.target()).isEqualTo("git");
            await().atMost(SOON).untilAsserted(() -> assertThat(repository
                            .read("etc/kayobe/kolla/config/nova/nova-compute.conf")
                            .orElse(""))
                    .contains("groups['gitted']"));
            assertThat(repository.head().getFullMessage()).contains("Signed-off-by: Gantry");
        } finally {
            settings(Map.of());
        }
    }

    @Test
    void fileOfAHostThatLeftGoesFromTheRepository(@TempDir Path temp) throws Exception {
        // given
        BareRepository repository = new BareRepository(temp);
        String file = "etc/kayobe/kolla/config/nova/departed001/nova-compute.conf";
        settings(Map.of("target", "git", "forms", List.of("host"), "git", Map.of("url", repository.url())));
        try (Wire wire = new Wire(servers)) {
            wire.say(
                    Wire.provisioned("departed001", 4, "departed", Sites.guide().getFirst()));
            wire.heard(NovaConfigPublished.class, "departed001", 4);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(repository.read(file)).isPresent());
            // when
            wire.say(new HostRetired("departed001", 5, "sold"));
            // then
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(repository.read(file)).isEmpty());
        } finally {
            settings(Map.of());
        }
    }

    @Test
    void operatorsYamlThatWasLeftIsShownWithTheLinesToAdd(@TempDir Path temp) throws Exception {
        // given
        BareRepository repository = new BareRepository(temp);
        repository.commit("theirs", Map.of("etc/kayobe/kolla.yml", "---\ntheirs: true\n"));
        settings(Map.of("target", "git", "forms", List.of("group", "kayobe"), "git", Map.of("url", repository.url())));
        try (Wire wire = new Wire(servers)) {
            // when
            wire.say(Wire.provisioned("left001", 4, "lefties", Sites.guide().getFirst()));
            // then
            String reference =
                    wire.heard(NovaConfigPublished.class, "left001", 4).reference();
            await().atMost(SOON).untilAsserted(() -> operator()
                    .get("/v1/site/renditions")
                    .then()
                    .body("items[0].state", equalTo("PUBLISHED"))
                    .body("items[0].publication.reference", containsString(" without "))
                    .body("items[0].leftAlone.path", hasItem("kolla.yml"))
                    .body(
                            "items[0].leftAlone.find { it.path == 'kolla.yml' }.lines.join()",
                            containsString("lefties")));
            assertThat(reference).matches("[0-9a-f]{40}.*");
            assertThat(repository.read("etc/kayobe/kolla.yml")).contains("---\ntheirs: true\n");
        } finally {
            settings(Map.of());
        }
    }

    @Test
    void repositoryThatIsDownKeepsTheRenditionWithTheReason(@TempDir Path temp) {
        // given
        settings(Map.of("target", "git", "git", Map.of("url", "file://" + temp.resolve("nothing"))));
        try (Wire wire = new Wire(servers)) {
            // when
            wire.say(Wire.provisioned("ungitted001", 4, "g", Sites.guide().getFirst()));
            String id = wire.heard(NovaConfigRendered.class, "ungitted001", 4).renditionId();
            // then
            await().atMost(SOON).untilAsserted(() -> operator()
                    .get("/v1/renditions/" + id)
                    .then()
                    .body("state", equalTo("READY"))
                    .body("problem", containsString("unreachable")));
        } finally {
            settings(Map.of());
        }
    }

    @Test
    void placementIsLookedAtAndToldWhenACloudIsSet(@TempDir Path temp) throws IOException {
        try (FakeCloud cloud = new FakeCloud();
                Wire wire = new Wire(servers)) {
            // given
            cloud.hypervisor("proven007.example.org", "proven007", "up");
            cloud.provider("proven007.example.org", "_pci_0000_21_00_4", Map.of("CUSTOM_NVIDIA_697", 1));
            cloud.provider("proven007.example.org", "_pci_0000_21_00_5", Map.of("CUSTOM_NVIDIA_697", 1));
            cloud.provider("proven007.example.org", "_pci_0000_81_00_4", Map.of("CUSTOM_NVIDIA_698", 1));
            settings(Map.of(
                    "openstack", Map.of("cloudsFile", cloud.cloudsYaml(temp).toString(), "cloud", "site")));
            // when
            wire.say(Wire.provisioned(
                    "proven007", 4, "compute_vgpu", Sites.guide().get(2)));
            // then
            assertThat(wire.heard(PlacementProven.class, "proven007", 4).proven())
                    .isTrue();
            operator()
                    .get("/v1/hosts/proven007/proof")
                    .then()
                    .statusCode(200)
                    .body("hypervisor", equalTo("proven007.example.org"))
                    .body("differences", hasSize(0))
                    .body("evidence", containsString("{CUSTOM_NVIDIA_697=2, CUSTOM_NVIDIA_698=1}"));
            operator()
                    .get("/v1/hosts/proven007/allocations")
                    .then()
                    .statusCode(200)
                    .body("", hasSize(0));
            String digest = operator()
                    .get("/v1/flavors/plan")
                    .then()
                    .statusCode(200)
                    .body("steps", hasItem(containsString("create vgpu.a100d.80c")))
                    .extract()
                    .path("digest");
            operator()
                    .contentType(ContentType.JSON)
                    .body(Map.of("digest", digest))
                    .post("/v1/flavors/application")
                    .then()
                    .statusCode(200);
            operator().get("/v1/flavors/plan").then().body("steps", hasSize(0));
            operator()
                    .contentType(ContentType.JSON)
                    .body(Map.of("digest", digest))
                    .post("/v1/flavors/application")
                    .then()
                    .statusCode(409);
        } finally {
            settings(Map.of());
        }
    }

    @Test
    void cloudThatRefusesTheLoginIsQuotedAndTheProofTellsWhy(@TempDir Path temp) throws IOException {
        try (FakeCloud cloud = new FakeCloud();
                Wire wire = new Wire(servers)) {
            // given
            settings(Map.of(
                    "openstack", Map.of("cloudsFile", cloud.cloudsYaml(temp).toString(), "cloud", "wrong")));
            // when
            wire.say(Wire.provisioned("unproven001", 4, "g", Sites.guide().getFirst()));
            // then
            PlacementProven told = wire.heard(PlacementProven.class, "unproven001", 4);
            assertThat(told.proven()).isFalse();
            assertThat(told.differences()).singleElement().asString().contains("401");
            operator()
                    .get("/v1/flavors/plan")
                    .then()
                    .statusCode(502)
                    .body("type", equalTo("/problems/openstack-refused"))
                    .body("answered", equalTo(401))
                    .body("service", equalTo("identity"));
        } finally {
            settings(Map.of());
        }
    }

    @Test
    void cloudThatIsNotSetIsSaid() {
        operator().get("/v1/flavors/plan").then().statusCode(409).body("type", equalTo("/problems/cloud-missing"));
    }

    @Test
    void lintsAFolder() throws IOException {
        operator()
                .contentType("application/gzip")
                .queryParam("release", "zed")
                .body(tarGz(
                        "overcloud.yml",
                        "overcloud_group_hosts_map:\n  compute_mutli_instance_gpu:\n    - a\n",
                        "inventory/custom",
                        "[compute_multi_instance_gpu]\n"))
                .post("/v1/lints")
                .then()
                .statusCode(200)
                .body("[0].code", equalTo("group-unknown"))
                .body("[0].line", equalTo(2))
                .body("[0].fix", equalTo("Write compute_multi_instance_gpu."));
        operator()
                .contentType("application/gzip")
                .body(new byte[] {1, 2, 3})
                .post("/v1/lints")
                .then()
                .statusCode(400);
    }

    @Test
    void lintsFilesByTheirPaths() {
        operator()
                .queryParam("release", "zed")
                .multiPart(
                        "overcloud.yml", "overcloud.yml", bytes("overcloud_group_hosts_map:\n  typo_gpu:\n    - a\n"))
                .multiPart("file", "inventory/custom", bytes("[typed_gpu]\n"))
                .multiPart("kolla/config/nova/nova-compute.conf", "[devices]\nenabled_mdev_types = nvidia-697\n")
                .post("/v1/lints")
                .then()
                .statusCode(200)
                .body("code", hasItem("sole-type"))
                .body("find { it.code == 'group-unknown' }.file", equalTo("overcloud.yml"))
                .body("find { it.code == 'group-unknown' }.fix", equalTo("Write typed_gpu."));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void needsAToken() {
        given().get("/v1/settings").then().statusCode(401);
    }

    @Test
    void describesItselfAsKept() throws IOException {
        // given
        Path kept = Path.of("../docs/openapi/nova-config.yaml");
        String text = given().get("/q/openapi").then().statusCode(200).extract().asString();
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(kept.getParent());
            Files.writeString(kept, text);
        }
        // then
        assertThat(text).isEqualTo(Files.readString(kept));
    }

    @Test
    void readsTheExampleThatTheProducerTestsWith() throws IOException {
        // given
        JsonNode example = new ObjectMapper()
                .readTree(NovaConfigQTest.class.getResourceAsStream("/" + EventType.HOST_PROVISIONED.example()));
        try (Wire wire = new Wire(servers)) {
            // when
            wire.send(EventType.HOST_PROVISIONED, example.get("host").asText(), example.toString());
            // then
            assertThat(wire.heard(
                                    NovaConfigRendered.class,
                                    example.get("host").asText(),
                                    example.get("version").asLong())
                            .warnings())
                    .isEmpty();
        }
    }

    private static void settings(Map<String, Object> wanted) {
        operator()
                .contentType(ContentType.JSON)
                .header("If-Match", "*")
                .body(wanted)
                .put("/v1/settings")
                .then()
                .statusCode(200);
    }

    private static byte[] tarGz(String... pathsAndTexts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(bytes))) {
            for (int i = 0; i < pathsAndTexts.length; i += 2) {
                byte[] content = pathsAndTexts[i + 1].getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(pathsAndTexts[i]);
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static RequestSpecification operator() {
        return given().auth().oauth2(ServersForTests.TOKEN);
    }
}
