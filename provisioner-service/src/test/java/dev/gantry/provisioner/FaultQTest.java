package dev.gantry.provisioner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.contracts.desired.DesiredDriver;
import dev.gantry.contracts.desired.DesiredState;
import dev.gantry.contracts.host.HostInspected;
import dev.gantry.contracts.host.HostInspectionFailed;
import dev.gantry.contracts.host.HostProvisionRequested;
import dev.gantry.contracts.host.HostProvisioned;
import dev.gantry.contracts.host.HostProvisioningFailed;
import dev.gantry.contracts.host.HostStepFinished;
import dev.gantry.contracts.inspection.Device;
import dev.gantry.simulator.DriverBundleMaker;
import dev.gantry.simulator.Fault;
import dev.gantry.simulator.SimulatedHost;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Hosts with faults: each run ends, and never as provisioned with something not in effect. */
@QuarkusTest
class FaultQTest extends EngineCase {

    @Test
    void anAnswerLostAfterTheEffectIsFoundByLooking() throws Exception {
        // given
        SimulatedHost host = start(description().with(Fault.SSH_DROPS_AFTER_EFFECT, "5"));

        // when
        wire.say(provision(host, 1, guide()));
        HostProvisioned told = wire.await(HostProvisioned.class, host.name(), 1, LONG);

        // then
        assertThat(told.devices()).hasSize(6);
        assertThat(wire.heard(HostProvisioningFailed.class, host.name())).isEmpty();
    }

    @Test
    void anInstallerThatFailsOnceIsTriedAgain() throws Exception {
        // given
        SimulatedHost host = start(description().with(Fault.DRIVER_INSTALL_FAILS_ONCE, ""));

        // when
        wire.say(provision(host, 1, guide()));
        wire.await(HostProvisioned.class, host.name(), 1, LONG);

        // then
        assertThat(wire.heard(HostStepFinished.class, host.name()))
                .filteredOn(step -> step.step().equals("driver"))
                .extracting(HostStepFinished::outcome)
                .containsExactly("FAILED", "CHANGED");
    }

    @Test
    void anInstallerThatKeepsFailingEndsTheRunWithEvidence() throws Exception {
        // given
        SimulatedHost host = start(description().with(Fault.DRIVER_INSTALL_FAILS_ONCE, "9"));

        // when
        wire.say(provision(host, 1, guide()));
        HostProvisioningFailed told = wire.await(HostProvisioningFailed.class, host.name(), 1, LONG);

        // then
        assertThat(told.step()).isEqualTo("driver");
        assertThat(told.reason()).isEqualTo("step-failed");
        assertThat(told.detail())
                .contains("was made 2 times and is not in effect")
                .contains("exit status");
        assertThat(told.retryable()).isTrue();
    }

    @Test
    void sriovManageThatLiesIsNotBelieved() throws Exception {
        // given
        SimulatedHost host = start(description().with(Fault.SRIOV_MANAGE_LIES, ""));

        // when
        wire.say(provision(host, 1, guide()));
        HostProvisioned told = wire.await(HostProvisioned.class, host.name(), 1, LONG);

        // then
        assertThat(told.devices()).extracting(Device::card).contains("0000:17:00.0", "0000:65:00.0");
    }

    @Test
    void aFullDiskIsSeenBeforeAnythingIsTouched() throws Exception {
        // given
        SimulatedHost host = start(description().with(Fault.DISK_FULL, ""));

        // when
        wire.say(provision(host, 1, guide()));
        HostProvisioningFailed told = wire.await(HostProvisioningFailed.class, host.name(), 1, LONG);

        // then
        assertThat(told.reason()).isEqualTo("blocked");
        assertThat(told.detail()).contains("/opt");
        assertThat(wire.heard(HostStepFinished.class, host.name())).isEmpty();
    }

    @Test
    void aHostThatLetsNobodyInWhileItBootsIsWaitedFor() throws Exception {
        // given
        SimulatedHost host = start(description().with(Fault.LOGIN_CLOSED_AFTER_REBOOT, "3"));

        // when
        wire.say(provision(host, 1, guide()));
        HostProvisioned told = wire.await(HostProvisioned.class, host.name(), 1, LONG);

        // then
        assertThat(told.reboots()).isEqualTo(1);
        assertThat(wire.heard(HostProvisioningFailed.class, host.name())).isEmpty();
    }

    @Test
    void aHostWhoseSudoAsksFromTheRebootOnIsToldAtOnceAndWaitedFor() throws Exception {
        // given
        SimulatedHost host = start(description().with(Fault.SUDO_ASKS_AFTER_REBOOT, ""));

        // when
        wire.say(provision(host, 1, guide()));
        HostInspectionFailed told = wire.await(HostInspectionFailed.class, host.name(), 1, LONG);
        host.clearFault(Fault.SUDO_ASKS_AFTER_REBOOT);
        HostProvisioned done = wire.await(HostProvisioned.class, host.name(), 1, LONG);

        // then
        assertThat(told.reason()).isEqualTo("sudo-refused");
        assertThat(told.detail()).contains("a password is required", "NOPASSWD");
        assertThat(wire.heard(HostInspectionFailed.class, host.name())).hasSize(1);
        assertThat(done.reboots()).isEqualTo(1);
    }

    @Test
    void aHostThatWouldRebootMoreOftenThanShownIsAskedForAgain() throws Exception {
        // given: what the name promises is not what is in it, so that after the restart another version is loaded than
        // modinfo says
        SimulatedHost host = start(description());
        Path run =
                Files.createDirectories(folder.resolve("odd")).resolve("NVIDIA-Linux-x86_64-525.105.14-vgpu-kvm.run");
        Files.writeString(run, DriverBundleMaker.installer("525.99.1"));
        Path modinfo =
                Files.createDirectories(host.root().resolve("usr/local/sbin")).resolve("modinfo");
        Files.writeString(
                modinfo,
                "#!/bin/sh\n"
                        + "case $* in *'-F version nvidia'*) echo 525.105.14; exit ;; esac\n"
                        + "exec \"$GANTRY_ROOT/usr/sbin/modinfo\" \"$@\"\n");
        assertThat(modinfo.toFile().setExecutable(true)).isTrue();
        DesiredState wanted = guide();
        DesiredState odd = new DesiredState(
                wanted.path(),
                wanted.cards(),
                wanted.passthrough(),
                new DesiredDriver(run.toUri().toString(), null),
                Map.of());

        // when: nobody named a plan
        wire.say(provision(host, 1, odd));
        HostProvisioningFailed told = wire.await(HostProvisioningFailed.class, host.name(), 1, LONG);

        // then
        assertThat(told.reason()).isEqualTo("plan-stale");
        assertThat(told.detail()).contains("reboot 2 times in all, 1 approved");
        assertThat(host.rebootCount()).isEqualTo(1);
    }

    @Test
    void aRebootThatNeverEndsIsGivenUpAtItsDeadline() throws Exception {
        // given
        SimulatedHost host = start(description().with(Fault.REBOOT_NEVER_RETURNS, ""));
        DesiredState wanted = guide();
        DesiredState impatient = new DesiredState(
                wanted.path(),
                wanted.cards(),
                wanted.passthrough(),
                wanted.driver(),
                Map.of("vgpu_reboot_timeout", "3"));

        // when
        wire.say(provision(host, 1, impatient));
        HostProvisioningFailed told = wire.await(HostProvisioningFailed.class, host.name(), 1, LONG);

        // then
        assertThat(told.reason()).isEqualTo("reboot-timeout");
        assertThat(told.step()).isEqualTo("reboot");
    }

    @Test
    void anotherChecksumThanPromisedIsNamedAndNothingIsInstalled() throws Exception {
        // given
        SimulatedHost host = start(description());
        DesiredState wanted = guide();
        String promised = "0".repeat(64);
        DesiredState wrong = new DesiredState(
                wanted.path(),
                wanted.cards(),
                wanted.passthrough(),
                new DesiredDriver(wanted.driver().url(), promised),
                Map.of());

        // when
        wire.say(provision(host, 1, wrong));
        HostProvisioningFailed told = wire.await(HostProvisioningFailed.class, host.name(), 1, LONG);

        // then
        assertThat(told.reason()).isEqualTo("driver-checksum-mismatch");
        assertThat(told.detail()).contains(promised).containsPattern("has SHA-256 [0-9a-f]{64}");
        assertThat(told.retryable()).isFalse();
        assertThat(Files.exists(host.root().resolve("opt/gantry"))).isFalse();
    }

    @Test
    void aPlanThatMovedIsRefusedWithTheDifference() throws Exception {
        // given
        SimulatedHost host = start(description());
        DesiredState wanted = guide();
        wire.say(inspect(host, 1, wanted));
        HostInspected seen = wire.await(HostInspected.class, host.name(), 1, LONG);
        Path grub = host.root().resolve("etc/default/grub");
        Files.writeString(grub, Files.readString(grub).replace("quiet", "quiet splash"));

        // when
        wire.say(new HostProvisionRequested(
                host.name(), 2, List.of(), ssh(host), wanted, seen.plan().digest(), "tester", null));
        HostProvisioningFailed told = wire.await(HostProvisioningFailed.class, host.name(), 2, LONG);

        // then
        assertThat(told.reason()).isEqualTo("plan-stale");
        assertThat(told.retryable()).isFalse();
        assertThat(told.detail()).contains("quiet splash");
        assertThat(host.rebootCount()).isZero();
    }

    @Test
    void whatNobodyApprovedIsNotDone() throws Exception {
        // given
        SimulatedHost host = start(description());
        DesiredState wanted = guide();
        wire.say(inspect(host, 1, wanted));
        HostInspected seen = wire.await(HostInspected.class, host.name(), 1, LONG);

        // when
        wire.say(new HostProvisionRequested(
                host.name(), 2, List.of(), ssh(host), wanted, seen.plan().digest(), null, null));
        HostProvisioningFailed told = wire.await(HostProvisioningFailed.class, host.name(), 2, LONG);

        // then
        assertThat(told.reason()).isEqualTo("not-approved");
        assertThat(host.rebootCount()).isZero();
    }
}
