package dev.gantry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.local.suite.client.ApiClient;
import dev.gantry.local.suite.demo.ExampleFolder;
import dev.gantry.local.suite.launcher.LocalSuite;
import dev.gantry.local.suite.launcher.Service;
import dev.gantry.local.suite.launcher.SimulatorProcess;
import dev.gantry.simulator.DriverBundleMaker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people get wrong is told with field, found, wanted and next step; nothing of it is stored, and the suite goes on. */
class BadInputE2E {
    private static LocalSuite suite;
    private static ApiClient inventory;
    private ExampleFolder folder;

    @BeforeAll
    static void start() {
        suite = Running.start("bad-input");
        inventory = suite.api(Service.INVENTORY);
    }

    @AfterAll
    static void stop() {
        if (suite != null) {
            suite.close();
        }
    }

    @BeforeEach
    void example() {
        folder = ExampleFolder.copy(suite.home());
        folder.setPulp(suite.url(Service.IMAGE_BUILDER).getAuthority());
        suite.hosts()
                .forEach((host, access) -> folder.setSsh(host, access.port(), SimulatorProcess.USER, access.hostKey()));
    }

    @Test
    void malformedYamlIsRefused() throws IOException {
        replace("vgpu.yml", "vgpu_driver_url:", "vgpu_driver_url: [");
        refused("vgpu.yml");
    }

    @Test
    void misspeltGroupOfTheGuideIsRefusedWithTheNearestName() throws IOException {
        replace("overcloud.yml", "compute_multi_instance_gpu", "compute_mutli_instance_gpu");
        refused("compute_mutli_instance_gpu", "compute_multi_instance_gpu");
    }

    @Test
    void migGeometryThatCannotBePlacedIsRefused() throws IOException {
        replace("inventory/group_vars/compute_vgpu/vgpu", "\"2g.20gb\": 3", "\"2g.20gb\": 4");
        refused("2g.20gb", "0000:17:00.0");
    }

    @Test
    void samePciAddressTwiceIsRefused() throws IOException {
        replace("inventory/group_vars/compute_vgpu/vgpu", "0000:65:00.0", "0000:17:00.0");
        refused("0000:17:00.0");
    }

    @Test
    void bundleWithAnotherChecksumIsRefused() throws IOException {
        // given
        Path bundle = DriverBundleMaker.make(suite.home().resolve("bundle"));
        // when
        ApiClient.HttpResult answer = suite.api(Service.IMAGE_BUILDER)
                .post(
                        "/v1/driver-bundles",
                        Files.readAllBytes(bundle),
                        Map.of(
                                "Content-Type",
                                "application/octet-stream",
                                "X-File-Name",
                                bundle.getFileName().toString(),
                                "X-Sha256",
                                "c8e12c15b881df35e618bdee1f141cbfcc7e112358f0139ceaa95b48e20761e0"));
        // then
        assertThat(answer.status()).as(answer.text()).isBetween(400, 499);
        assertThat(answer.text()).contains("c8e12c15b881df35e618bdee1f141cbfcc7e112358f0139ceaa95b48e20761e0");
        assertThat(suite.api(Service.IMAGE_BUILDER)
                        .get("/v1/driver-bundles/" + bundle.getFileName())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void unknownCardIsShownOnTheInspectedHost() {
        // when
        put(
                "nocard",
                suite.hosts().get("computegpu000"),
                suite.hosts().get("computegpu000").hostKey(),
                "0000:99:00.0");
        // then
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            JsonNode host = inventory.read("/v1/hosts/nocard");
            assertThat(host.path("state").asText()).isEqualTo("INSPECTED");
            assertThat(host.path("flags").toString()).contains("layout-impossible", "0000:99:00.0");
        });
    }

    @Test
    void anotherHostKeyThanThePinnedOneFailsTheHost() {
        // given
        SimulatorProcess.Access access = suite.hosts().get("computegpu001");
        // when
        put("wrongkey", access, suite.hosts().get("computegpu007").hostKey(), "0000:21:00.0");
        // then
        failed("wrongkey", access, "host-key-changed");
    }

    @Test
    void refusedSshFailsTheHost() {
        // given
        SimulatorProcess.Access closed = new SimulatorProcess.Access(
                1, suite.hosts().get("computegpu007").hostKey());
        // when
        put("nobody", closed, closed.hostKey(), "0000:21:00.0");
        // then
        failed("nobody", closed, "ssh-refused");
    }

    private void refused(String... named) {
        // when
        ApiClient.HttpResult answer = inventory.post(
                "/v1/imports",
                folder.packed(),
                Map.of("Content-Type", "application/gzip", "Accept", "application/json"));
        // then
        assertThat(answer.status()).as(answer.text()).isBetween(400, 422);
        assertThat(answer.text()).contains(named);
        assertThat(inventory.get("/v1/hosts/computegpu000").status()).isEqualTo(404);
    }

    private static void put(String host, SimulatorProcess.Access access, String hostKey, String card) {
        String spec = """
            {"address": "127.0.0.1", "port": %d, "user": "stack", "hostKey": "%s",
             "desiredState": {"vgpuDefinitions": [{"pci_address": "%s",
               "virtual_functions": [{"mdev_type": "nvidia-697", "index": 0}]}]}}
            """.formatted(access.port(), hostKey, card);
        ApiClient.HttpResult answer = inventory.put("/v1/hosts/" + host, "application/json", spec);
        assertThat(answer.status()).as(answer.text()).isBetween(200, 202);
    }

    private static void failed(String host, SimulatorProcess.Access access, String reason) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            JsonNode seen = inventory.read("/v1/hosts/" + host);
            assertThat(seen.path("state").asText()).isEqualTo("FAILED");
            assertThat(seen.path("failure").path("reason").asText()).isEqualTo(reason);
            assertThat(seen.path("failure").path("detail").asText()).contains("stack@127.0.0.1:" + access.port());
        });
    }

    private void replace(String file, String text, String by) throws IOException {
        Path path = folder.path().resolve(file);
        String before = Files.readString(path, StandardCharsets.UTF_8);
        assertThat(before).contains(text);
        Files.writeString(path, before.replace(text, by), StandardCharsets.UTF_8);
    }
}
