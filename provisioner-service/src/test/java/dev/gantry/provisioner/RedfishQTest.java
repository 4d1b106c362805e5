package dev.gantry.provisioner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.contracts.host.HostInspected;
import dev.gantry.contracts.host.HostProvisioned;
import dev.gantry.contracts.host.HostStepFinished;
import dev.gantry.provisioner.redfish.RedfishServer;
import dev.gantry.simulator.Fault;
import dev.gantry.simulator.SimulatedHost;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the BIOS withholds is found out and set through the management controller, in the run that needs it. */
@QuarkusTest
class RedfishQTest extends EngineCase {

    @ConfigProperty(name = ControllersForTests.FILE)
    Path controllers;

    @AfterEach
    void forget() throws IOException {
        Files.writeString(controllers, "{}");
    }

    @Test
    void virtualFunctionsThatTheBiosWithholdsAreSwitchedOnInTheRun() throws Exception {
        // given
        SimulatedHost host = start(description().with(Fault.FIRMWARE_SRIOV_OFF, ""));
        try (RedfishServer controller = new RedfishServer(
                folder, Map.of("SriovGlobalEnable", "Disabled", "ProcVirtualization", "Enabled", "NumLock", "On"))) {
            controller.whenSet = set -> switchOn(host);
            name(controller, host.name(), RedfishServer.PASSWORD);

            // when
            wire.say(inspect(host, 1, guide()));
            HostInspected inspected = wire.await(HostInspected.class, host.name(), 1, LONG);
            wire.say(provision(host, 2, guide()));
            HostProvisioned told = wire.await(HostProvisioned.class, host.name(), 2, LONG);

            // then
            assertThat(inspected.plan().text()).contains("set SriovGlobalEnable=Enabled in the BIOS by Redfish");
            assertThat(inspected.plan().blockers()).isEmpty();
            assertThat(told.devices()).hasSize(6);
            assertThat(host.rebootCount()).isEqualTo(1);
            assertThat(controller.asked)
                    .filteredOn(call -> call.startsWith("PATCH"))
                    .singleElement()
                    .asString()
                    .contains("{\"Attributes\":{\"SriovGlobalEnable\":\"Enabled\"}");
            assertThat(wire.heard(HostStepFinished.class, host.name()))
                    .filteredOn(step -> step.step().equals("firmware"))
                    .singleElement()
                    .satisfies(step -> assertThat(step.outcome()).isEqualTo("CHANGED"));
        }
    }

    @Test
    void controllerThatRefusesIsNoProofThatTheBiosIsRight() throws Exception {
        // given
        SimulatedHost host = start(description().with(Fault.FIRMWARE_SRIOV_OFF, ""));
        try (RedfishServer controller = new RedfishServer(folder, Map.of("SriovGlobalEnable", "Disabled"))) {
            name(controller, host.name(), "wrong");

            // when
            wire.say(inspect(host, 1, guide()));
            HostInspected inspected = wire.await(HostInspected.class, host.name(), 1, LONG);

            // then
            assertThat(inspected.plan().blockers()).anySatisfy(blocker -> assertThat(blocker)
                    .contains("virtual functions", "401", "The account is locked.")
                    .doesNotContain("wrong"));
        }
    }

    /** As the firmware sees it at the next boot. */
    private static void switchOn(SimulatedHost host) {
        Path hardware = host.sim().resolve("host");
        try {
            Files.writeString(hardware, Files.readString(hardware).replace("sriov=off", "sriov=on"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void name(RedfishServer controller, String host, String password) throws IOException {
        Path secret = Files.writeString(folder.resolve("bmc-password"), password);
        Files.writeString(
                controllers,
                "{\"%s\": {\"url\": \"%s\", \"user\": \"%s\", \"passwordPath\": \"%s\", \"certificate\": \"%s\"}}"
                        .formatted(host, controller.url(), RedfishServer.USER, secret, controller.fingerprint()));
    }
}
