package dev.gantry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.local.suite.launcher.LocalSuite;
import dev.gantry.local.suite.launcher.SimulatorProcess;
import dev.gantry.simulator.DriverBundleMaker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The guide's whole way in the shell alone: bundle, import, plans, approvals, nova, another type, a second run. The tests build on each other. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CommandLineE2E {
    private static final String RETYPED = "computegpu007";

    private static LocalSuite suite;
    private static Shell shell;

    @BeforeAll
    static void start() {
        suite = Running.start("command-line");
        shell = new Shell(suite);
    }

    @AfterAll
    static void stop() {
        if (suite != null) {
            suite.close();
        }
    }

    @Test
    @Order(1)
    void uploadsTheBundle() throws Exception {
        // given
        Path bundle = DriverBundleMaker.make(suite.home().make("bundle"));
        // when
        Shell.Ended ended = shell.gantry("bundle", "upload", bundle.toString(), "--wait");
        // then
        assertThat(ended.code()).as(ended.toString()).isZero();
        assertThat(ended.out()).contains("PUBLISHED");
    }

    @Test
    @Order(2)
    void importsTheFolderAfterADryRun() {
        // given
        String folder = Example.folder(suite).toString();
        // when
        Shell.Ended dry = shell.gantry("import", folder, "--dry-run", "-f", "value", "-c", "name");
        Shell.Ended before = shell.gantry("host", "list", "-f", "value", "-c", "name");
        Shell.Ended real = shell.gantry("import", folder);
        Shell.Ended after = shell.gantry("host", "list", "-f", "value", "-c", "name");
        // then
        assertThat(dry.out()).as(dry.toString()).contains(SimulatorProcess.HOSTS);
        assertThat(before.out()).isEmpty();
        assertThat(real.code()).as(real.toString()).isZero();
        assertThat(after.out().lines()).containsExactlyElementsOf(SimulatorProcess.HOSTS);
    }

    @Test
    @Order(3)
    void planSaysThatThereAreChanges() {
        // given
        Shell.Ended inspected = shell.gantry(all("host", "inspect", "--wait"));
        assertThat(inspected.code()).as(inspected.toString()).isZero();
        // when
        Shell.Ended plan = shell.gantry("host", "plan", RETYPED);
        // then
        assertThat(plan.code()).as(plan.toString()).isEqualTo(2);
        assertThat(plan.out()).contains("to change", "digest ");
    }

    @Test
    @Order(4)
    void bringsAllHostsToActive() {
        // when
        Shell.Ended approved = shell.gantry(
                all("host", "approve", "--yes", "--reason", "first installation", "--wait", "--until", "configured"));
        Shell.Ended activated = shell.gantry(all("host", "activate", "--reason", "no Placement here", "--wait"));
        Shell.Ended states = shell.gantry("host", "list", "-f", "value", "-c", "state");
        // then
        assertThat(approved.code()).as(approved.toString()).isZero();
        assertThat(activated.code()).as(activated.toString()).isZero();
        assertThat(states.out().lines()).hasSize(SimulatorProcess.HOSTS.size()).containsOnly("ACTIVE");
    }

    @Test
    @Order(5)
    void planSaysThatNothingIsLeft() {
        assertThat(shell.gantry(all("host", "plan")).code()).isZero();
    }

    @Test
    @Order(5)
    void showsWhatNovaIsToldAndWhatCanBeBooked() throws Exception {
        // when
        Shell.Ended conf = shell.gantry("nova", "conf");
        Shell.Ended capacity = shell.gantry("capacity", "-f", "json");
        Shell.Ended runs = shell.gantry("run", "list", "--host", RETYPED, "-f", "csv", "-c", "state");
        // then
        assertThat(conf.out()).contains("[mdev_nvidia-700]");
        assertThat(new ObjectMapper().readTree(capacity.out()).findValuesAsText("type"))
                .contains("nvidia-700");
        assertThat(runs.out()).startsWith("STATE\n").contains("SUCCEEDED");
    }

    @Test
    @Order(6)
    void givesACardAnotherTypeAsTheGuideDoes() {
        // when
        Shell.Ended retyped = shell.gantry("host", "retype", RETYPED, "0000:81:00.0", "0=nvidia-698");
        Shell.Ended inspected = shell.gantry("host", "inspect", RETYPED, "--wait");
        Shell.Ended plan = shell.gantry("host", "plan", RETYPED);
        Shell.Ended approved = shell.gantry(
                "host", "approve", RETYPED, "--yes", "--reason", "whole card", "--wait", "--until", "draining");
        Shell.Ended drained = shell.gantry(
                "host", "confirm-drained", RETYPED, "--reason", "no guest", "--wait", "--until", "configured");
        Shell.Ended activated = shell.gantry("host", "activate", RETYPED, "--reason", "no Placement here", "--wait");
        Shell.Ended devices = shell.gantry("host", "devices", RETYPED, "-f", "value", "-c", "address", "-c", "type");
        // then
        assertThat(retyped.code()).as(retyped.toString()).isZero();
        assertThat(inspected.code()).as(inspected.toString()).isZero();
        assertThat(plan.code()).as(plan.toString()).isEqualTo(2);
        assertThat(approved.code()).as(approved.toString()).isZero();
        assertThat(drained.code()).as(drained.toString()).isZero();
        assertThat(activated.code()).as(activated.toString()).isZero();
        assertThat(devices.out().lines())
                .containsExactlyInAnyOrder(
                        "0000:21:00.4\tnvidia-697", "0000:21:00.5\tnvidia-697", "0000:81:00.4\tnvidia-698");
    }

    @Test
    @Order(7)
    void refusesWhatIsNotPossibleInTheServicesWords() {
        // when
        Shell.Ended ended = shell.gantry("host", "retry", RETYPED, "--reason", "x");
        // then
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("invalid-transition");
    }

    private static String[] all(String noun, String verb, String... options) {
        List<String> words = new ArrayList<>(List.of(noun, verb));
        words.addAll(SimulatorProcess.HOSTS);
        words.addAll(List.of(options));
        return words.toArray(String[]::new);
    }
}
