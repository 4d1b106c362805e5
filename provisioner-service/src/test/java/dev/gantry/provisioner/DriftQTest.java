package dev.gantry.provisioner;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.contracts.desired.DesiredState;
import dev.gantry.contracts.host.HostDriftFound;
import dev.gantry.contracts.host.HostProvisioned;
import dev.gantry.local.embedded.ServersForTests;
import dev.gantry.simulator.SimulatedHost;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DriftQTest extends EngineCase {

    @Inject
    AgroalDataSource database;

    @Test
    void isToldWhenItAppearsAndWhenItIsGone() throws Exception {
        // given
        SimulatedHost host = start(description());
        DesiredState wanted = guide();
        wire.say(provision(host, 1, wanted));
        wire.await(HostProvisioned.class, host.name(), 1, LONG);
        Path grub = host.root().resolve("etc/default/grub");
        String good = Files.readString(grub);

        // when
        Files.writeString(grub, good.replace("intel_iommu=on", ""));
        makeDue(host.name());
        HostDriftFound found = wire.await(HostDriftFound.class, host.name(), 1, LONG);
        makeDue(host.name());
        Files.writeString(grub, good);
        makeDue(host.name());

        // then
        assertThat(found.differences()).isNotEmpty().allSatisfy(d -> assertThat(d)
                .startsWith("kernel-arguments"));
        Awaitility.await().atMost(LONG).untilAsserted(() -> assertThat(wire.heard(HostDriftFound.class, host.name()))
                .extracting(HostDriftFound::differences)
                .containsExactly(found.differences(), List.of()));
    }

    @Test
    void aHostsLayoutIsExportedAsTheGuideWritesIt() throws Exception {
        // given
        SimulatedHost host = start(description());
        wire.say(provision(host, 1, guide()));
        wire.await(HostProvisioned.class, host.name(), 1, LONG);

        // when
        String yaml = given().auth()
                .oauth2(ServersForTests.TOKEN)
                .get("/v1/hosts/" + host.name() + "/vgpu-definitions")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        // then
        assertThat(yaml).isEqualTo("""
            vgpu_definitions:
              - pci_address: "0000:17:00.0"
                virtual_functions:
                  - mdev_type: nvidia-700
                    index: 0
                  - mdev_type: nvidia-700
                    index: 1
                  - mdev_type: nvidia-700
                    index: 2
                  - mdev_type: nvidia-699
                    index: 3
                mig_devices:
                  "1g.10gb": 1
                  "2g.20gb": 3
              - pci_address: "0000:65:00.0"
                virtual_functions:
                  - mdev_type: nvidia-697
                    index: 0
                  - mdev_type: nvidia-697
                    index: 1
            """);
    }

    private void makeDue(String host) throws Exception {
        try (Connection connection = database.getConnection();
                PreparedStatement update =
                        connection.prepareStatement("update host set next_inspection_at = now() where name = ?")) {
            update.setString(1, host);
            update.executeUpdate();
        }
        Awaitility.await().atMost(LONG).until(() -> isLookedAt(host));
    }

    private boolean isLookedAt(String host) throws Exception {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select 1 from host where name = ? and next_inspection_at > now()")) {
            select.setString(1, host);
            return select.executeQuery().next();
        }
    }
}
