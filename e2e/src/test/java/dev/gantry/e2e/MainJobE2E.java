package dev.gantry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.contracts.EventType;
import dev.gantry.local.suite.chaos.invariant.WireReader.WireEvent;
import dev.gantry.local.suite.client.ApiClient;
import dev.gantry.local.suite.demo.NovaClient;
import dev.gantry.local.suite.demo.Walkthrough;
import dev.gantry.local.suite.launcher.LocalSuite;
import dev.gantry.local.suite.launcher.Service;
import dev.gantry.local.suite.launcher.SimulatorProcess;
import dev.gantry.local.suite.terminal.Screen;
import dev.gantry.simulator.HostGuests;
import dev.gantry.simulator.SimulatedHostAccess;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The guide's three hosts from nothing to ACTIVE, a card given another type, a second run, and a newer driver by a rollout while guests move. The tests build on each other. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MainJobE2E {
    static final List<String> WAY = List.of(
            "ENROLLED>INSPECTING",
            "INSPECTING>INSPECTED",
            "INSPECTED>PROVISIONING",
            "PROVISIONING>PROVISIONED",
            "PROVISIONED>CONFIGURED",
            "CONFIGURED>ACTIVE");

    private static final String RETYPED = "computegpu007";

    private static LocalSuite suite;
    private static Walkthrough walkthrough;

    @BeforeAll
    static void start() {
        suite = Running.start("main-job");
        walkthrough = new Walkthrough(suite, Screen.plain(System.out));
    }

    @AfterAll
    static void stop() {
        if (walkthrough != null) {
            walkthrough.close();
        }
        if (suite != null) {
            suite.close();
        }
    }

    @Test
    @Order(1)
    void takesEveryHostToActiveByTheWholeWay() throws Exception {
        // when
        walkthrough.nameCloud();
        walkthrough.run();
        // then
        Audit audit = new Audit(suite);
        for (String host : SimulatorProcess.HOSTS) {
            assertThat(audit.moves(host)).as(host).isEqualTo(WAY);
        }
        audit.nothingIsLostOrBuried();
    }

    @Test
    @Order(2)
    void givesEveryHostTheDevicesOfTheGuide() {
        assertThat(types("computegpu000"))
                .isEqualTo(Map.of(
                        "0000:17:00.4", "nvidia-700",
                        "0000:17:00.5", "nvidia-700",
                        "0000:17:00.6", "nvidia-700",
                        "0000:17:00.7", "nvidia-699",
                        "0000:65:00.4", "nvidia-697",
                        "0000:65:00.5", "nvidia-697"));
        assertThat(types("computegpu007"))
                .isEqualTo(Map.of(
                        "0000:21:00.4", "nvidia-697",
                        "0000:21:00.5", "nvidia-697",
                        "0000:81:00.4", "nvidia-697",
                        "0000:81:00.5", "nvidia-697"));
        assertThat(types("computegpu001")).hasSize(8).containsEntry("0000:81:00.7", "nvidia-699");
    }

    @Test
    @Order(2)
    void keepsTheUuidsThatAnsibleWouldHaveMade() {
        assertThat(devices("computegpu007").findValuesAsText("uuid"))
                .containsExactlyInAnyOrder(
                        "5c630867-a673-5d75-aa31-a499e6c7cb19",
                        "eaa6e018-308e-58e2-b351-aadbcf01f5a8",
                        "72291b01-689b-5b7a-9171-6b3480deabf4",
                        "0a47ffd1-392e-5373-8428-707a4e0ce31a");
    }

    @Test
    @Order(2)
    void servesTheNovaConfigurationOfTheGuide() {
        // when
        String conf = suite.api(Service.NOVA_CONFIG).text("/v1/nova-compute.conf", "text/plain");
        // then
        assertThat(conf)
                .contains("groups['compute_multi_instance_gpu']")
                .contains("[mdev_nvidia-700]")
                .contains("0000:21:00.4,0000:21:00.5,0000:21:00.6,0000:81:00.4,0000:81:00.5,0000:81:00.6")
                .contains("mdev_class = CUSTOM_NVIDIA_700")
                .contains("0000:21:00.7,0000:81:00.7")
                .contains("mdev_class = CUSTOM_NVIDIA_699");
    }

    @Test
    @Order(3)
    void givesACardAnotherTypeAsTheGuideDoes() throws Exception {
        // when
        walkthrough.retype();
        // then
        assertThat(types(RETYPED))
                .isEqualTo(Map.of(
                        "0000:21:00.4", "nvidia-697",
                        "0000:21:00.5", "nvidia-697",
                        "0000:81:00.4", "nvidia-698"));
        assertThat(devices(RETYPED).findValuesAsText("uuid"))
                .containsExactlyInAnyOrder(
                        "5c630867-a673-5d75-aa31-a499e6c7cb19",
                        "eaa6e018-308e-58e2-b351-aadbcf01f5a8",
                        "72291b01-689b-5b7a-9171-6b3480deabf4");
        assertThat(suite.api(Service.NOVA_CONFIG).text("/v1/nova-compute.conf", "text/plain"))
                .contains("enabled_mdev_types = nvidia-697, nvidia-698", "device_addresses = 0000:81:00.4\n")
                .contains("mdev_class = CUSTOM_NVIDIA_698");
        assertThat(new Audit(suite).moves(RETYPED).stream().skip(WAY.size()))
                .containsExactly(
                        "ACTIVE>DRAINING",
                        "DRAINING>PROVISIONING",
                        "PROVISIONING>PROVISIONED",
                        "PROVISIONED>CONFIGURED",
                        "CONFIGURED>ACTIVE");
        nothingLost();
    }

    @Test
    @Order(4)
    void changesNothingTheSecondTime() throws Exception {
        // given
        int runsBefore = new Audit(suite).ofType(EventType.HOST_PROVISIONED).size();
        // when
        walkthrough.runAgain();
        // then
        List<WireEvent> runs = new Audit(suite).ofType(EventType.HOST_PROVISIONED);
        assertThat(runs).hasSize(runsBefore + SimulatorProcess.HOSTS.size());
        Map<String, JsonNode> last = new HashMap<>();
        runs.forEach(run -> last.merge(run.subject(), run.data(), MainJobE2E::later));
        assertThat(last.values()).allSatisfy(data -> {
            assertThat(data.path("changes").asInt()).isZero();
            assertThat(data.path("reboots").asInt()).isZero();
        });
        nothingLost();
    }

    @Test
    @Order(5)
    void givesAllANewerDriverCanaryFirst() throws Exception {
        // when
        walkthrough.upgradeDriver();
        // then
        Map<String, JsonNode> last = new HashMap<>();
        new Audit(suite)
                .ofType(EventType.HOST_PROVISIONED)
                .forEach(run -> last.merge(run.subject(), run.data(), MainJobE2E::later));
        assertThat(last.values())
                .allSatisfy(data -> assertThat(data.path("changes").asInt()).isPositive());
        JsonNode hosts =
                suite.api(Service.INVENTORY).read("/v1/rollouts/newer-driver").path("hosts");
        List<Instant> begun =
                hosts.findValuesAsText("begunAt").stream().map(Instant::parse).toList();
        assertThat(begun).hasSize(SimulatorProcess.HOSTS.size());
        assertThat(begun.getFirst()).isBefore(begun.get(1)).isBefore(begun.get(2));
        for (String host : SimulatorProcess.HOSTS) {
            JsonNode facts = suite.api(Service.INVENTORY).read("/v1/hosts/" + host + "/facts");
            assertThat(facts.toString()).as(host).contains("535.161.05");
            assertThat(devices(host)).as(host).isNotEmpty();
        }
        nothingLost();
    }

    @Test
    @Order(6)
    void movesEveryGuestAwayBeforeAHostIsChangedAndLosesNone() throws Exception {
        // when
        NovaClient nova = new NovaClient(suite.cloud());
        Audit audit = new Audit(suite);
        List<WireEvent> drains = audit.ofType(EventType.HOST_DRAIN_CHANGED);
        // then: a host that restarts ends what runs on it, so each of these was elsewhere
        assertThat(nova.servers())
                .extracting(NovaClient.Server::name)
                .containsExactly("desktop-1", "render-1", "train-1", "train-2");
        for (NovaClient.Server server : nova.servers()) {
            HostGuests guests = new SimulatedHostAccess(suite.home().resolve("hosts/" + server.host())).guests();
            assertThat(server.status()).as(server.name()).isEqualTo("ACTIVE");
            assertThat(guests.runs(server.id())).as(server.toString()).isTrue();
        }
        for (String host : SimulatorProcess.HOSTS) {
            assertThat(movedFrom(drains, host)).as(host).isNotEmpty().containsOnly("MOVED");
            assertThat(audit.moves(host))
                    .as(host)
                    .endsWith(
                            "ACTIVE>DRAINING",
                            "DRAINING>PROVISIONING",
                            "PROVISIONING>PROVISIONED",
                            "PROVISIONED>CONFIGURED",
                            "CONFIGURED>ACTIVE");
        }
        assertThat(nova.disabledHosts()).isEmpty();
    }

    /** What became of each guest of a host when it was last empty; a host's events are in order. */
    private static List<String> movedFrom(List<WireEvent> drains, String host) {
        return drains.stream()
                .filter(e -> e.subject().equals(host)
                        && e.data().path("state").asText().equals("DRAINED"))
                .reduce((earlier, later) -> later)
                .map(e -> e.data().path("servers").findValuesAsText("state"))
                .orElse(List.of());
    }

    private static void nothingLost() throws SQLException {
        new Audit(suite).nothingIsLostOrBuried();
    }

    private static JsonNode later(JsonNode one, JsonNode other) {
        return one.path("version").asLong() > other.path("version").asLong() ? one : other;
    }

    private static JsonNode devices(String host) {
        ApiClient inventory = suite.api(Service.INVENTORY);
        return inventory.read("/v1/hosts/" + host).path("devices");
    }

    private static Map<String, String> types(String host) {
        Map<String, String> types = new TreeMap<>();
        devices(host)
                .forEach(device -> types.put(
                        device.path("address").asText(), device.path("type").asText()));
        return types;
    }
}
