package dev.gantry.novaconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.gantry.contracts.host.DrainOptions;
import dev.gantry.contracts.host.HostInspected;
import dev.gantry.contracts.host.HostStateChanged;
import dev.gantry.contracts.inspection.Facts;
import dev.gantry.contracts.inspection.Plan;
import dev.gantry.contracts.nova.HostDrainChanged;
import dev.gantry.novaconfig.openstack.CloudsFile;
import dev.gantry.simulator.cloud.SimulatedCloud;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host drained by Nova over REST: what it would do, that it does it, and that the service is enabled again. */
@QuarkusTest
class DrainQTest extends ServiceQTest {

    private static ValidatableResponse post(String path, Map<String, ?> body) {
        return operator().contentType(ContentType.JSON).body(body).post(path).then();
    }

    @Test
    void guestsLeaveAsThePlanShowedAndTheServiceIsEnabledAgain(@TempDir Path temp) throws IOException {
        try (SimulatedCloud cloud = new SimulatedCloud()) {
            // given
            cloud.moves().service("drained000");
            cloud.moves().service("drained001");
            String plain = cloud.moves().guest("plain", "drained000", Map.of());
            String vgpu = cloud.moves().guest("vgpu", "drained000", Map.of("resources:CUSTOM_NVIDIA_700", "1"));
            settings(Map.of(
                    "openstack", Map.of("cloudsFile", CloudsFile.of(cloud, temp).toString(), "cloud", "site")));
            // when, then
            operator()
                    .get("/v1/hosts/drained000/drain-plan?way=live-migrate&way=cold-migrate")
                    .then()
                    .statusCode(200)
                    .body("destinations", contains("drained001"))
                    .body("servers.find { it.server.name == 'plain' }.chosen.way", equalTo("LIVE_MIGRATE"))
                    .body("servers.find { it.server.name == 'vgpu' }.server.devices", equalTo("MDEV"))
                    .body("servers.find { it.server.name == 'vgpu' }.possibilities[0].answer", equalTo("NOT_KNOWN"))
                    .body(
                            "servers.find { it.server.name == 'vgpu' }.possibilities[0].reason",
                            containsString("version of libvirt"))
                    .body("servers.find { it.server.name == 'vgpu' }.chosen.way", equalTo("COLD_MIGRATE"));
            assertThat(cloud.moves().status("drained000")).isEqualTo("enabled null");
            post(
                            "/v1/hosts/drained000/drain",
                            Map.of(
                                    "ways",
                                    List.of("live-migrate", "cold-migrate"),
                                    "atOnce",
                                    2,
                                    "reason",
                                    "new driver"))
                    .statusCode(202);
            await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> operator()
                    .get("/v1/hosts/drained000/drain")
                    .then()
                    .body("state", equalTo("DRAINED"))
                    .body("disabledByUs", equalTo(true))
                    .body("moves.state", contains("MOVED", "MOVED")));
            assertThat(List.of(cloud.moves().where(plain), cloud.moves().where(vgpu)))
                    .containsOnly("ACTIVE on drained001");
            assertThat(cloud.moves().status("drained000")).isEqualTo("disabled gantry: new driver");
            post("/v1/hosts/drained000/drain/end", Map.of())
                    .statusCode(200)
                    .body("state", equalTo("ENDED"))
                    .body("waitsFor", equalTo(null));
            assertThat(cloud.moves().status("drained000")).startsWith("enabled");
        } finally {
            settings(Map.of());
        }
    }

    @Test
    void stoppedDrainBeginsNothingFurtherAndAnothersReasonIsRespected(@TempDir Path temp) throws IOException {
        try (SimulatedCloud cloud = new SimulatedCloud()) {
            // given
            cloud.moves().service("kept000");
            cloud.moves().service("kept001");
            String guest = cloud.moves().guest("big", "kept000", Map.of("pci_passthrough:alias", "gpu:1"));
            settings(Map.of(
                    "openstack", Map.of("cloudsFile", CloudsFile.of(cloud, temp).toString(), "cloud", "site")));
            post("/v1/hosts/kept000/drain", Map.of("reason", "run 7")).statusCode(202);
            await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> operator()
                    .get("/v1/hosts/kept000/drain")
                    .then()
                    .body("waitsFor", containsString("a whole card cannot be migrated live")));
            // when
            post("/v1/hosts/kept000/drain/stop", Map.of("reason", "not today")).body("state", equalTo("STOPPED"));
            cloud.moves().disable("kept000", "bad memory");
            // then
            post("/v1/hosts/kept000/drain/end", Map.of())
                    .body("state", equalTo("ENDED"))
                    .body("waitsFor", containsString("bad memory"));
            assertThat(cloud.moves().status("kept000")).isEqualTo("disabled bad memory");
            assertThat(cloud.moves().moves(guest)).isZero();
        } finally {
            settings(Map.of());
        }
    }

    @Test
    void hostThatIsToBeDrainedIsDrainedAndTakesGuestsAgainOnceItIsBookable(@TempDir Path temp) throws IOException {
        try (SimulatedCloud cloud = new SimulatedCloud();
                EventWire wire = new EventWire(servers)) {
            // given
            cloud.moves().service("life000");
            cloud.moves().service("life001");
            String guest = cloud.moves().guest("guest", "life000", Map.of());
            settings(Map.of(
                    "openstack",
                    Map.of("cloudsFile", CloudsFile.of(cloud, temp).toString(), "cloud", "site"),
                    "drain",
                    Map.of("ways", List.of("cold-migrate"))));
            // when, then
            wire.say(stateChanged("life000", 40, "ACTIVE", "DRAINING", "driver 535"));
            wire.heard(HostDrainChanged.class, "life000", 40, e -> e.state().equals("DRAINED"));
            assertThat(cloud.moves().where(guest)).isEqualTo("ACTIVE on life001");
            assertThat(cloud.moves().status("life000")).isEqualTo("disabled gantry: driver 535");
            wire.say(stateChanged("life000", 41, "DRAINING", "PROVISIONING", "no guest is left"));
            wire.say(stateChanged("life000", 45, "CONFIGURED", "ACTIVE", "Placement shows it"));
            wire.heard(HostDrainChanged.class, "life000", 40, e -> e.state().equals("ENDED"));
            assertThat(cloud.moves().status("life000")).startsWith("enabled");
        } finally {
            settings(Map.of());
        }
    }

    @Test
    void rolloutsOwnPolicyComesBeforeTheSites(@TempDir Path temp) throws IOException {
        try (SimulatedCloud cloud = new SimulatedCloud();
                EventWire wire = new EventWire(servers)) {
            // given
            cloud.moves().service("ruled000");
            cloud.moves().service("ruled001");
            cloud.moves().service("ruled002");
            String guest = cloud.moves().guest("big", "ruled000", Map.of("pci_passthrough:alias", "gpu:1"));
            String left = cloud.moves().guest("left", "ruled001", Map.of());
            settings(Map.of(
                    "openstack", Map.of("cloudsFile", CloudsFile.of(cloud, temp).toString(), "cloud", "site")));
            // when
            wire.say(ruled("ruled001", new DrainOptions(null, null, null, null, false)));
            wire.say(ruled("ruled000", new DrainOptions(List.of("cold-migrate"), null, null, null, null)));
            // then
            wire.heard(HostDrainChanged.class, "ruled000", 7, e -> e.state().equals("DRAINED"));
            assertThat(cloud.moves().moves(guest)).isPositive();
            assertThat(cloud.moves().moves(left)).isZero();
            operator().get("/v1/hosts/ruled001/drain").then().statusCode(404);
        } finally {
            settings(Map.of());
        }
    }

    private static HostStateChanged ruled(String host, DrainOptions drain) {
        return new HostStateChanged(host, 7, "ACTIVE", "DRAINING", "DRAIN", "driver 535", List.of(), drain);
    }

    @Test
    void drainThatIsCalledOffOrOvertakenBeginsNothingFurther(@TempDir Path temp) throws IOException {
        try (SimulatedCloud cloud = new SimulatedCloud();
                EventWire wire = new EventWire(servers)) {
            // given
            cloud.moves().service("off000");
            cloud.moves().service("off001");
            String guest = cloud.moves().guest("big", "off000", Map.of("pci_passthrough:alias", "gpu:1"));
            settings(Map.of(
                    "openstack", Map.of("cloudsFile", CloudsFile.of(cloud, temp).toString(), "cloud", "site")));
            wire.say(stateChanged("off000", 7, "ACTIVE", "DRAINING", "by hand"));
            wire.heard(HostDrainChanged.class, "off000", 7, e -> String.valueOf(e.waitsFor())
                    .contains("a whole card"));
            // when
            wire.say(stateChanged("off000", 8, "DRAINING", "CONFIGURED", "the drain was called off"));
            // then
            wire.heard(HostDrainChanged.class, "off000", 7, e -> e.state().equals("ENDED"));
            assertThat(cloud.moves().status("off000")).startsWith("enabled");
            assertThat(cloud.moves().moves(guest)).isZero();
        } finally {
            settings(Map.of());
        }
    }

    @Test
    void inspectionsOfBothEndsSayWhetherAVgpuMovesLive(@TempDir Path temp) throws IOException {
        try (SimulatedCloud cloud = new SimulatedCloud();
                EventWire wire = new EventWire(servers)) {
            // given
            cloud.moves().service("facts000");
            cloud.moves().service("facts001");
            cloud.moves().guest("vgpu", "facts000", Map.of("resources:CUSTOM_NVIDIA_700", "1"));
            settings(Map.of(
                    "openstack", Map.of("cloudsFile", CloudsFile.of(cloud, temp).toString(), "cloud", "site")));
            // when
            wire.say(inspected("facts000"));
            wire.say(inspected("facts001"));
            // then
            await().atMost(SOON).untilAsserted(() -> operator()
                    .get("/v1/hosts/facts000/drain-plan")
                    .then()
                    .body("servers[0].possibilities[0].answer", equalTo("YES"))
                    .body("servers[0].chosen.way", equalTo("LIVE_MIGRATE")));
        } finally {
            settings(Map.of());
        }
    }

    private static HostStateChanged stateChanged(String host, long version, String from, String to, String why) {
        return new HostStateChanged(host, version, from, to, "DRAIN", why, List.of(), null);
    }

    private static HostInspected inspected(String host) {
        Facts facts = new Facts(
                "boot", "rocky", "10.0", "6.12.0", "ro", true, null, null, List.of(), List.of(), "10.10.0", "9.1.0");
        return new HostInspected(host, 3, facts, new Plan("d", List.of(), List.of(), ""));
    }

    @Test
    void whatIsWrongOrMissingIsSaid() {
        post("/v1/hosts/any/drain", Map.of())
                .statusCode(409)
                .body("type", equalTo("/problems/cloud-missing"))
                .body("detail", containsString("confirm-drained"));
        post("/v1/hosts/any/drain", Map.of("ways", List.of("beam"), "atOnce", 0))
                .statusCode(422)
                .body("fields.path", hasItem("ways"))
                .body("fields.path", hasItem("atOnce"));
        operator()
                .contentType(ContentType.JSON)
                .header("If-Match", "*")
                .body(Map.of("drain", Map.of("ways", List.of("beam"), "atOnce", 0)))
                .put("/v1/settings")
                .then()
                .statusCode(422)
                .body("fields.path", hasItem("drain.ways"))
                .body("fields.path", hasItem("drain.atOnce"));
        operator().get("/v1/hosts/any/drain").then().statusCode(404).body("type", equalTo("/problems/drain-not-found"));
        operator().get("/v1/hosts/any/drain-plan").then().statusCode(409);
    }
}
