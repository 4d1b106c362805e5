package dev.gantry.provisioner;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.contracts.host.HostProvisioned;
import dev.gantry.contracts.host.HostStepFinished;
import dev.gantry.contracts.inspection.Device;
import dev.gantry.local.embedded.ServersForTests;
import dev.gantry.simulator.SimulatedHost;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ProvisioningQTest extends EngineCase {

    @Test
    void theGuidesHostBecomesWhatTheGuideWantsAndASecondRunChangesNothing() throws Exception {
        // given
        SimulatedHost host = start(description());

        // when
        wire.say(provision(host, 5, guide()));
        HostProvisioned told = wire.await(HostProvisioned.class, host.name(), 5, LONG);
        int reboots = host.rebootCount();
        wire.say(provision(host, 6, guide()));
        HostProvisioned again = wire.await(HostProvisioned.class, host.name(), 6, LONG);

        // then
        assertThat(told.devices())
                .extracting(Device::address, Device::type)
                .containsExactlyInAnyOrder(
                        org.assertj.core.api.Assertions.tuple("0000:17:00.4", "nvidia-700"),
                        org.assertj.core.api.Assertions.tuple("0000:17:00.5", "nvidia-700"),
                        org.assertj.core.api.Assertions.tuple("0000:17:00.6", "nvidia-700"),
                        org.assertj.core.api.Assertions.tuple("0000:17:00.7", "nvidia-699"),
                        org.assertj.core.api.Assertions.tuple("0000:65:00.4", "nvidia-697"),
                        org.assertj.core.api.Assertions.tuple("0000:65:00.5", "nvidia-697"));
        assertThat(told.groups()).containsExactly("compute_vgpu");
        assertThat(told.reboots()).isEqualTo(reboots).isPositive();
        assertThat(again.changes()).isZero();
        assertThat(again.reboots()).isZero();
        assertThat(host.rebootCount()).isEqualTo(reboots);
        assertThat(again.devices()).isEqualTo(told.devices());
        assertThat(wire.heard(HostStepFinished.class, host.name()))
                .extracting(HostStepFinished::outcome)
                .contains("CHANGED", "REBOOTING", "SATISFIED");
        String log = given().auth()
                .oauth2(ServersForTests.TOKEN)
                .accept("text/plain")
                .get("/v1/runs/" + told.runId() + "/log")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(log).contains("== reboot").contains("-- verify SATISFIED");
    }
}
