package dev.gantry.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.gantry.simulator.HostDescription.Card;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong when it is asked to. */
class FaultsIT {
    private static final HostDescription GUIDE = new HostDescription(
                    "computegpu007", Os.DEBIAN_12, CpuVendor.INTEL, List.of(Card.a100("0000:17:00.0")))
            .withRebootTime(Duration.ofMillis(100));

    @TempDir
    Path folder;

    private SshClientForTests ssh;

    @BeforeEach
    void startClient() throws Exception {
        ssh = new SshClientForTests();
    }

    @AfterEach
    void stopClient() {
        ssh.close();
    }

    @Test
    void sshDropsAfterTheEffectOfTheNthCommandOnce() throws Exception {
        try (SimulatedHost host = host(Fault.SSH_DROPS_AFTER_EFFECT, "2")) {
            // given
            ssh.run(host, "echo 1 >>done");

            // when
            SshClientForTests.Answer cut = ssh.run(host, "echo 2 >>done; echo told");

            // then
            assertThat(cut.code()).isNull();
            assertThat(cut.out()).isEmpty();
            assertThat(ssh.run(host, "cat done").out()).isEqualTo("1\n2\n");
        }
    }

    @Test
    void sshDropsBeforeTheEffectOnce() throws Exception {
        try (SimulatedHost host = host(Fault.SSH_DROPS_BEFORE_EFFECT, "1")) {
            // when
            assertThatThrownBy(() -> {
                        if (ssh.run(host, "echo 1 >>done").code() == null) {
                            throw new java.io.IOException("cut");
                        }
                    })
                    .isInstanceOf(java.io.IOException.class);

            // then
            assertThat(ssh.run(host, "ls").out()).isEmpty();
        }
    }

    @Test
    void rebootNeverReturnsUntilSomebodyPowersItOn() throws Exception {
        try (SimulatedHost host = host(Fault.REBOOT_NEVER_RETURNS, "")) {
            // given
            ssh.run(host, "sudo -n reboot");
            await().untilAsserted(() ->
                    assertThatThrownBy(() -> ssh.connect(host.port())).isNotNull());
            await().during(Duration.ofMillis(500))
                    .untilAsserted(() ->
                            assertThatThrownBy(() -> ssh.connect(host.port())).isNotNull());

            // when
            host.powerOn();

            // then
            assertThat(ssh.run(host, "true").code()).isZero();
            assertThat(host.rebootCount()).isEqualTo(1);
        }
    }

    @Test
    void showsAnotherHostKeyThanTheOneItWasEnrolledWith() throws Exception {
        try (SimulatedHost host = host(Fault.CHANGED_HOST_KEY, "");
                ClientSession session = ssh.connect(host.port())) {
            // when
            String shown = KeyUtils.getFingerPrint(BuiltinDigests.sha256, session.getServerKey());

            // then
            assertThat(shown).startsWith("SHA256:").isNotEqualTo(host.hostKeyFingerprint());
        }
    }

    @Test
    void refusesSsh() throws Exception {
        try (SimulatedHost host = host(Fault.REFUSES_SSH, "")) {
            // when // then
            assertThatThrownBy(() -> ssh.connect(host.port())).isNotNull();
        }
    }

    @Test
    void driverInstallFailsOnce() throws Exception {
        // given
        OnHost host = new OnHost(folder, GUIDE.with(Fault.DRIVER_INSTALL_FAILS_ONCE, "")).withoutNouveau();
        Files.writeString(host.root().resolve("opt/driver.run"), DriverBundleMaker.installer("525.105.14"));
        String install = "sh $R/opt/driver.run -q --ui none --no-nouveau-check";

        // when
        OnHost.Answer first = host.run(install);

        // then
        assertThat(first.code()).isEqualTo(1);
        assertThat(first.err()).contains("Building kernel modules");
        assertThat(host.run(install).code()).isZero();
    }

    @Test
    void diskIsFull() throws Exception {
        // given
        OnHost host = new OnHost(folder, GUIDE.with(Fault.DISK_FULL, ""));

        // when
        OnHost.Answer answer = host.run(
                "mkdir -p $R/opt/bundle; echo x | cat >$R/opt/file; cp $R/etc/hostname $R/opt/; cp $R/etc/hostname"
                        + " $R/var/");

        // then
        assertThat(answer.err().lines()).hasSize(3).allMatch(line -> line.endsWith("No space left on device"));
        assertThat(host.must("cat $R/var/hostname")).isEqualTo("computegpu007\n");
    }

    @Test
    void sriovManageLiesOnce() throws Exception {
        // given
        OnHost host = new OnHost(folder, GUIDE.with(Fault.SRIOV_MANAGE_LIES, "")).prepared();
        String enable =
                "$R/usr/lib/nvidia/sriov-manage -e 0000:17:00.0; cat $R/sys/bus/pci/devices/0000:17:00.0/sriov_numvfs";

        // when
        String first = host.must(enable);

        // then
        assertThat(first).endsWith("\n0\n");
        assertThat(host.must(enable)).endsWith("\n16\n");
    }

    @Test
    void mdevInUseIsNotStoppedAndVirshSaysByWhom() throws Exception {
        // given
        String uuid = "5c630867-a673-5d75-aa31-a499e6c7cb19";
        OnHost host = new OnHost(folder, GUIDE.with(Fault.MDEV_IN_USE, uuid)).prepared();
        host.must("$R/usr/lib/nvidia/sriov-manage -e 0000:17:00.0; mdevctl start -u " + uuid
                + " -p 0000:17:00.4 -t nvidia-697");

        // when
        OnHost.Answer stop = host.run("mdevctl stop -u " + uuid);

        // then
        assertThat(stop.err()).contains("Device or resource busy (os error 16)");
        assertThat(host.must("virsh list --name")).isEqualTo("instance-00000001\n\n");
        assertThat(host.must("virsh dumpxml instance-00000001")).contains("<address uuid='" + uuid + "'/>");
        host.must("$GANTRY_SIM/tools/sim-guest --gone; mdevctl stop -u " + uuid);
    }

    @Test
    void secureBootRefusesTheDriver() throws Exception {
        // given
        OnHost host = new OnHost(folder, GUIDE.with(Fault.SECURE_BOOT_ON, ""));

        // when
        host.prepared();

        // then
        assertThat(host.must("mokutil --sb-state")).isEqualTo("SecureBoot enabled\n");
        assertThat(host.run("nvidia-smi").code()).isEqualTo(9);
    }

    private SimulatedHost host(Fault fault, String value) {
        return SimulatedHost.create(folder, GUIDE.with(fault, value))
                .authorizedKey(ssh.publicKey())
                .start(0);
    }
}
