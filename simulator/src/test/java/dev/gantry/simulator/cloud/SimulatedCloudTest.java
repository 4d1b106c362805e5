package dev.gantry.simulator.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.simulator.MediatedDevice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of a real cloud, the unpleasant ones above all. */
class SimulatedCloudTest {
    private static final Map<String, ?> LIVE = Map.of("os-migrateLive", Map.of("block_migration", "auto"));

    @TempDir
    Path temp;

    private final MemoryHost a = new MemoryHost(device("a-1", "0000:17:00.4", "nvidia-700"));
    private final MemoryHost b =
            new MemoryHost(device("b-1", "0000:21:00.4", "nvidia-699"), device("b-2", "0000:21:00.5", "nvidia-700"));
    private final MemoryHost c = new MemoryHost(device("c-1", "0000:81:00.4", "nvidia-697"));
    private SimulatedCloud cloud;
    private CloudCaller nova;
    private String flavor;

    private static MediatedDevice device(String uuid, String parent, String type) {
        return new MediatedDevice(uuid, parent, type);
    }

    @BeforeEach
    void start() throws Exception {
        open();
        JsonNode made = nova.call("POST", "/compute/v2.1/flavors", Map.of("flavor", Map.of("name", "vgpu.700")))
                .body();
        flavor = made.path("flavor").path("id").asText();
        nova.call(
                "POST",
                "/compute/v2.1/flavors/" + flavor + "/os-extra_specs",
                Map.of("extra_specs", Map.of("resources:CUSTOM_NVIDIA_700", "1")));
    }

    private void open() throws Exception {
        Map<String, ComputeHost> hosts = new TreeMap<>(Map.of("gpu-a", a, "gpu-b", b, "gpu-c", c));
        cloud = SimulatedCloud.over(hosts, 0, "right", MigrationDelay.looks(1), temp.resolve("cloud.json"));
        nova = new CloudCaller(cloud);
        assertThat(nova.logIn("right")).isEqualTo(201);
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    private String boot(String host) throws IOException, InterruptedException {
        Map<String, ?> server = Map.of("name", "render-1", "flavorRef", flavor, "availability_zone", "nova:" + host);
        String id = nova.call("POST", "/compute/v2.1/servers", Map.of("server", server))
                .body()
                .path("server")
                .path("id")
                .asText();
        server(id);
        server(id);
        return id;
    }

    private JsonNode server(String id) throws IOException, InterruptedException {
        return nova.get("/compute/v2.1/servers/" + id).body().path("server");
    }

    private CloudCaller.Answer migrate(String id) throws IOException, InterruptedException {
        return nova.call("POST", "/compute/v2.1/servers/" + id + "/action", LIVE);
    }

    private String newestMigration(String id) throws IOException, InterruptedException {
        server(id);
        server(id);
        return nova.get("/compute/v2.1/os-migrations?instance_uuid=" + id)
                .body()
                .path("migrations")
                .path(0)
                .path("status")
                .asText();
    }

    private void disable(String host) throws IOException, InterruptedException {
        for (JsonNode service : nova.get("/compute/v2.1/os-services").body().path("services")) {
            if (service.path("host").asText().equals(host)) {
                nova.call(
                        "PUT",
                        "/compute/v2.1/os-services/" + service.path("id").asText(),
                        Map.of("status", "disabled", "disabled_reason", "by test"));
            }
        }
    }

    @Test
    void liveMigrationTakesTheGuestToAFreeDeviceOfTheSameType() throws Exception {
        // given
        String id = boot("gpu-a");
        assertThat(a.guests).containsEntry(id, List.of("a-1"));
        // when
        assertThat(migrate(id).status()).isEqualTo(202);
        assertThat(newestMigration(id)).isEqualTo("completed");
        // then
        assertThat(a.guests).isEmpty();
        assertThat(b.guests).containsEntry(id, List.of("b-2"));
        assertThat(server(id).path("status").asText()).isEqualTo("ACTIVE");
        assertThat(server(id).path("OS-EXT-SRV-ATTR:host").asText()).isEqualTo("gpu-b");
    }

    @Test
    void serverWithATaskIsNotMovedAgain() throws Exception {
        // given
        String id = boot("gpu-a");
        migrate(id);
        // when
        CloudCaller.Answer again = migrate(id);
        // then
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.body().toString()).contains("while it is in task_state migrating");
    }

    @Test
    void moveWithoutAFreeDeviceOfTheTypeEndsWithAnErrorAndTheGuestStays() throws Exception {
        // given: the only other device of the type is taken
        String id = boot("gpu-a");
        boot("gpu-b");
        // when
        assertThat(migrate(id).status()).isEqualTo(202);
        // then
        assertThat(newestMigration(id)).isEqualTo("error");
        assertThat(a.guests).containsKey(id);
        assertThat(server(id).path("status").asText()).isEqualTo("ACTIVE");
    }

    @Test
    void disabledHostGetsNoServer() throws Exception {
        // given
        String id = boot("gpu-a");
        disable("gpu-b");
        // when
        migrate(id);
        String booted = boot("gpu-b");
        // then
        assertThat(newestMigration(id)).isEqualTo("error");
        assertThat(server(booted).path("status").asText()).isEqualTo("ERROR");
        assertThat(server(booted).path("fault").path("message").asText()).startsWith("No valid host");
        assertThat(b.guests).isEmpty();
    }

    @Test
    void deviceThatAMoveHoldsAtItsDestinationIsNotGivenTwice() throws Exception {
        // given
        String moving = boot("gpu-a");
        migrate(moving);
        // when
        String late = boot("gpu-b");
        // then
        assertThat(server(late).path("status").asText()).isEqualTo("ERROR");
    }

    @Test
    void guestThatEndedOnItsHostIsShutOff() throws Exception {
        // given
        String id = boot("gpu-a");
        // when: the host restarts
        a.guests.clear();
        // then
        assertThat(server(id).path("status").asText()).isEqualTo("SHUTOFF");
        assertThat(migrate(id).status()).isEqualTo(409);
    }

    @Test
    void placementTellsDevicesAndWhoHoldsThem() throws Exception {
        // given
        String id = boot("gpu-b");
        nova.asking("placement 1.36");
        JsonNode root = nova.get("/placement/resource_providers?name=gpu-b")
                .body()
                .path("resource_providers")
                .path(0);
        // when
        JsonNode tree = nova.get("/placement/resource_providers?in_tree="
                        + root.path("uuid").asText())
                .body()
                .path("resource_providers");
        // then
        assertThat(tree.findValuesAsText("name"))
                .containsExactlyInAnyOrder("gpu-b", "gpu-b_pci_0000_21_00_4", "gpu-b_pci_0000_21_00_5");
        for (JsonNode provider : tree) {
            JsonNode held = nova.get("/placement/resource_providers/"
                            + provider.path("uuid").asText() + "/allocations")
                    .body()
                    .path("allocations");
            boolean isTaken = provider.path("name").asText().endsWith("00_5");
            assertThat(held.has(id)).as(provider.path("name").asText()).isEqualTo(isTaken);
        }
        assertThat(nova.get("/placement/allocation_candidates?resources=CUSTOM_NVIDIA_700:1&in_tree="
                                + root.path("uuid").asText())
                        .body()
                        .path("allocation_requests"))
                .isEmpty();
        assertThat(nova.get("/placement/allocation_candidates?resources=CUSTOM_NVIDIA_1:1")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void wrongPasswordWrongTokenAndUnknownMicroversionAreRefused() throws Exception {
        // given
        CloudCaller stranger = new CloudCaller(cloud);
        // when, then
        assertThat(stranger.logIn("wrong")).isEqualTo(401);
        assertThat(stranger.get("/compute/v2.1/servers/detail").status()).isEqualTo(401);
        nova.asking("compute 3.0");
        assertThat(nova.get("/compute/v2.1/servers/detail").status()).isEqualTo(406);
        nova.asking("placement 1.99");
        assertThat(nova.get("/placement/resource_providers?name=gpu-a").status())
                .isEqualTo(406);
    }

    @Test
    void extraSpecsAreOnlyCheckedFromMicroversion286On() throws Exception {
        // given
        String path = "/compute/v2.1/flavors/" + flavor + "/os-extra_specs";
        Map<String, ?> wrong = Map.of("extra_specs", Map.of("resources:VGPU", "one"));
        // when, then
        assertThat(nova.call("POST", path, wrong).status()).isEqualTo(400);
        nova.asking("compute 2.79");
        assertThat(nova.call("POST", path, wrong).status()).isEqualTo(200);
    }

    @Test
    void serversFlavorsAndDisabledServicesOutlastARestart() throws Exception {
        // given
        String id = boot("gpu-a");
        disable("gpu-c");
        cloud.close();
        // when
        open();
        // then
        assertThat(server(id).path("status").asText()).isEqualTo("ACTIVE");
        assertThat(cloud.flavors()).isEqualTo(Collections.singletonList("vgpu.700"));
        assertThat(cloud.moves().status("gpu-c")).isEqualTo("disabled by test");
        assertThat(cloud.moves().status("gpu-a")).startsWith("enabled");
        migrate(id);
        assertThat(newestMigration(id)).isEqualTo("completed");
    }
}
