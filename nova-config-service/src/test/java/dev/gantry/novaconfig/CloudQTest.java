package dev.gantry.novaconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import dev.gantry.contracts.nova.PlacementChecked;
import dev.gantry.novaconfig.model.render.Sites;
import dev.gantry.novaconfig.openstack.CloudsFile;
import dev.gantry.simulator.cloud.SimulatedCloud;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Placement and Nova, where the site names a cloud. */
@QuarkusTest
@TestMethodOrder(MethodOrderer.MethodName.class)
class CloudQTest extends ServiceQTest {
    @Test
    void placementIsLookedAtAndToldWhenACloudIsSet(@TempDir Path temp) throws IOException {
        try (SimulatedCloud cloud = new SimulatedCloud();
                EventWire wire = new EventWire(servers)) {
            // given
            cloud.hypervisor("matching007.example.org", "matching007", "up");
            cloud.provider("matching007.example.org", "_pci_0000_21_00_4", Map.of("CUSTOM_NVIDIA_697", 1));
            cloud.provider("matching007.example.org", "_pci_0000_21_00_5", Map.of("CUSTOM_NVIDIA_697", 1));
            cloud.provider("matching007.example.org", "_pci_0000_81_00_4", Map.of("CUSTOM_NVIDIA_698", 1));
            settings(Map.of(
                    "openstack", Map.of("cloudsFile", CloudsFile.of(cloud, temp).toString(), "cloud", "site")));
            // when
            wire.say(EventWire.provisioned(
                    "matching007", 4, "compute_vgpu", Sites.guide().get(2)));
            // then
            assertThat(wire.heard(PlacementChecked.class, "matching007", 4).matches())
                    .isTrue();
            operator()
                    .get("/v1/hosts/matching007/placement-check")
                    .then()
                    .statusCode(200)
                    .body("hypervisor", equalTo("matching007.example.org"))
                    .body("differences", hasSize(0))
                    .body("evidence", containsString("{CUSTOM_NVIDIA_697=2, CUSTOM_NVIDIA_698=1}"));
            operator()
                    .get("/v1/hosts/matching007/allocations")
                    .then()
                    .statusCode(200)
                    .body("items", hasSize(0));
            cloud.hypervisor("foreign001", "foreign001", "up");
            cloud.allocate(
                    cloud.provider("foreign001", "_pci_0000_21_00_4", Map.of("VGPU", 1)), "guest-1", Map.of("VGPU", 1));
            operator()
                    .get("/v1/hosts/foreign001/allocations")
                    .then()
                    .statusCode(200)
                    .body("items.consumer", hasItem("guest-1"));
            operator()
                    .get("/v1/hosts/nowhere001/allocations")
                    .then()
                    .statusCode(409)
                    .body("type", equalTo("/problems/hypervisor-not-found"));
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
                    .post("/v1/flavors/apply")
                    .then()
                    .statusCode(200);
            operator().get("/v1/flavors/plan").then().body("steps", hasSize(0));
            operator()
                    .contentType(ContentType.JSON)
                    .body(Map.of("digest", digest))
                    .post("/v1/flavors/apply")
                    .then()
                    .statusCode(409);
        } finally {
            settings(Map.of());
        }
    }

    @Test
    void cloudThatRefusesTheLoginIsQuotedAndTheProofTellsWhy(@TempDir Path temp) throws IOException {
        try (SimulatedCloud cloud = new SimulatedCloud();
                EventWire wire = new EventWire(servers)) {
            // given
            settings(Map.of(
                    "openstack", Map.of("cloudsFile", CloudsFile.of(cloud, temp).toString(), "cloud", "wrong")));
            // when
            wire.say(EventWire.provisioned("differing001", 4, "g", Sites.guide().getFirst()));
            // then
            PlacementChecked told = wire.heard(PlacementChecked.class, "differing001", 4);
            assertThat(told.matches()).isFalse();
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
}
