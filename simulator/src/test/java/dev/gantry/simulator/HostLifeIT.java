package dev.gantry.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gantry.simulator.HostDescription.Card;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostLifeIT {
    private static final HostDescription GUIDE = new HostDescription(
                    "computegpu000",
                    Os.DEBIAN_12,
                    CpuVendor.INTEL,
                    List.of(Card.a100("0000:17:00.0"), Card.a100("0000:65:00.0")))
            .withRebootTime(Duration.ofMillis(200));

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
    void runsCommandsInTheHostAndNotInTheMachine() throws Exception {
        try (SimulatedHost host = host(GUIDE)) {
            // when
            SshClientForTests.Answer answer =
                    ssh.run(host, "cat; uname -r; id -un; sudo -n id -u; echo oops >&2; exit 3", "from stdin\n");

            // then
            assertThat(answer)
                    .isEqualTo(new SshClientForTests.Answer(3, "from stdin\n6.1.0-28-amd64\nstack\n0\n", "oops\n"));
            assertThat(ssh.run(host, "for tool in systemctl mdevctl python3; do command -v $tool; done")
                            .out())
                    .isEqualTo(host.root() + "/usr/bin/systemctl\n" + host.root() + "/usr/bin/mdevctl\n");
        }
    }

    @Test
    void driverNeedsNouveauOffAndAReboot() throws Exception {
        try (SimulatedHost host = host(GUIDE)) {
            // given
            assertThat(ssh.run(host, "lspci -nnk -s 17:00.0").out())
                    .contains("3D controller [0302]: NVIDIA Corporation GA100 [A100 PCIe 80GB] [10de:20b5] (rev a1)")
                    .contains("Kernel driver in use: nouveau");
            installDriver(host);
            assertThat(ssh.run(host, "cat \"$GANTRY_ROOT/sys/module/nvidia/version\"")
                            .code())
                    .isEqualTo(1);

            // when
            reboot(host);

            // then
            assertThat(ssh.run(host, "cat \"$GANTRY_ROOT/sys/module/nvidia/version\"")
                            .out())
                    .isEqualTo("525.105.14\n");
            assertThat(ssh.run(host, "nvidia-smi --query-gpu=index,name,mig.mode.current --format=csv,noheader")
                            .out())
                    .isEqualTo("0, NVIDIA A100 80GB PCIe, Disabled\n1, NVIDIA A100 80GB PCIe, Disabled\n");
            assertThat(ssh.run(host, "systemctl is-active nvidia-vgpud nvidia-vgpu-mgr")
                            .out())
                    .isEqualTo("active\nactive\n");
        }
    }

    @Test
    void enabledUnitsBringTheDevicesBackInTheirOrder() throws Exception {
        try (SimulatedHost host = host(GUIDE)) {
            // given
            installDriver(host);
            iommu(host);
            reboot(host);
            assertThat(ssh.sudo(host, UNITS))
                    .extracting(SshClientForTests.Answer::code)
                    .isEqualTo(0);
            String before = ssh.run(host, "mdevctl list").out();
            assertThat(before).contains("0000:17:00.4 nvidia-699").contains("0000:17:00.5 nvidia-700");

            // when
            reboot(host);

            // then
            assertThat(ssh.run(host, "mdevctl list").out()).isEqualTo(before);
            assertThat(ssh.run(host, "nvidia-smi mig -lgi").out())
                    .contains("MIG 1g.10gb")
                    .contains("MIG 2g.20gb");
            assertThat(ssh.run(host, "systemctl is-active nvidia-mig-manager nvidia-sriov-0000:17:00.0")
                            .out())
                    .isEqualTo("active\nactive\n");
        }
    }

    @Test
    void whatMemoryHeldIsGoneAfterAReboot() throws Exception {
        try (SimulatedHost host = host(GUIDE)) {
            // given
            installDriver(host);
            iommu(host);
            reboot(host);
            assertThat(ssh.sudo(host, DEVICES).err()).isEmpty();
            assertThat(ssh.run(host, "mdevctl list").out()).contains("nvidia-697");

            // when
            reboot(host);

            // then
            assertThat(ssh.run(host, "mdevctl list").out()).isEqualTo("\n");
            assertThat(ssh.run(host, "cat \"$GANTRY_ROOT/sys/bus/pci/devices/0000:17:00.0/sriov_numvfs\"")
                            .out())
                    .isEqualTo("0\n");
        }
    }

    @Test
    void staysAsItIsOverARestartOfItsServer() throws Exception {
        // given
        String boot;
        String key;
        try (SimulatedHost host = host(GUIDE)) {
            boot = host.bootId();
            key = host.hostKeyFingerprint();
            ssh.run(host, "touch kept");
        }

        // when
        try (SimulatedHost host = host(GUIDE)) {

            // then
            assertThat(ssh.run(host, "ls").out()).isEqualTo("kept\n");
            assertThat(host.bootId()).isEqualTo(boot);
            assertThat(host.hostKeyFingerprint()).isEqualTo(key).startsWith("SHA256:");
        }
    }

    private SimulatedHost host(HostDescription description) {
        return SimulatedHost.create(folder, description)
                .authorizedKey(ssh.publicKey())
                .start(0);
    }

    private static final String INSTALL =
            "chmod u+x $GANTRY_ROOT/opt/driver.run && $GANTRY_ROOT/opt/driver.run -q --ui none --disable-nouveau"
                    + " --no-nouveau-check";

    /** Refused while nouveau holds the cards, done after a boot without it. */
    private void installDriver(SimulatedHost host) throws Exception {
        Path installer = host.root().resolve("opt/driver.run");
        Files.writeString(installer, DriverBundleMaker.installer("525.105.14"));
        assertThat(ssh.sudo(host, INSTALL).err()).contains("such as nouveau, is present");
        ssh.sudo(host, "printf 'blacklist nouveau\\n' >$GANTRY_ROOT/etc/modprobe.d/blacklist-nouveau.conf");
        reboot(host);
        SshClientForTests.Answer answer = ssh.sudo(host, INSTALL);
        assertThat(answer.code()).as(answer.toString()).isEqualTo(0);
    }

    private void iommu(SimulatedHost host) throws Exception {
        SshClientForTests.Answer answer = ssh.sudo(
                host,
                "sed -i.bak 's/^GRUB_CMDLINE_LINUX_DEFAULT=.*/GRUB_CMDLINE_LINUX_DEFAULT=\"quiet intel_iommu=on"
                        + " iommu=pt\"/' $GANTRY_ROOT/etc/default/grub && update-grub");
        assertThat(answer.code()).as(answer.toString()).isEqualTo(0);
    }

    private void reboot(SimulatedHost host) throws Exception {
        int before = host.rebootCount();
        ssh.sudo(host, "systemctl reboot");
        await().atMost(Duration.ofSeconds(20)).until(() -> host.rebootCount() == before + 1);
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> ssh.run(host, "true").code() == 0);
    }

    private static final String DEVICES = """
        R=$GANTRY_ROOT
        set -e
        "$R/usr/lib/nvidia/sriov-manage" -e 0000:17:00.0 >/dev/null
        mdevctl start -u dd6fb582-c587-5602-8c50-5145c69f3074 -p 0000:17:00.4 -t nvidia-697
        """;

    private static final String UNITS = """
        R=$GANTRY_ROOT
        set -e
        nvidia-smi -i 0000:17:00.0 -mig 1 >/dev/null
        cat >"$R/etc/systemd/system/nvidia-sriov-0000:17:00.0.service" <<'EOF'
        [Unit]
        Before=nvidia-mig-manager.service
        DefaultDependencies=no
        After=local-fs.target
        [Service]
        Type=oneshot
        Restart=on-failure
        ExecStartPre=/bin/sleep 30
        ExecStart=/bin/bash -c "echo 0000:17:00.0 > /sys/bus/pci/drivers/nvidia/bind || true"
        ExecStart=/usr/lib/nvidia/sriov-manage -e 0000:17:00.0
        RemainAfterExit=yes
        [Install]
        WantedBy=multi-user.target
        RequiredBy=nvidia-mig-manager.service
        EOF
        mkdir -p "$R/etc/nvidia-mig-manager" "$R/etc/systemd/system/nvidia-mig-manager.service.d"
        cat >"$R/etc/nvidia-mig-manager/gantry.yaml" <<'EOF'
        version: v1
        mig-configs:
          default: [{devices: [0], mig-enabled: true, mig-devices: {"1g.10gb": 1, "2g.20gb": 3}}, {devices: [1], mig-enabled: false, mig-devices: {}}]
        EOF
        printf '[Service]\\nEnvironment="MIG_PARTED_CONFIG_FILE=/etc/nvidia-mig-manager/gantry.yaml"\\nEnvironment="MIG_PARTED_SELECTED_CONFIG=default"\\nRemainAfterExit=yes\\n' \\
          >"$R/etc/systemd/system/nvidia-mig-manager.service.d/10-gpu.conf"
        for pair in 5c630867-a673-5d75-aa31-a499e6c7cb19:0000:17:00.4:nvidia-699 eaa6e018-a673-5d75-aa31-a499e6c7cb19:0000:17:00.5:nvidia-700; do
          uuid=${pair%%:*}; rest=${pair#*:}; vf=${rest%:*}; type=${rest##*:}
          mkdir -p "$R/etc/mdevctl.d/$vf"
          printf '{"mdev_type":"%s","start":"manual","attrs":[]}' "$type" >"$R/etc/mdevctl.d/$vf/$uuid"
          cat >"$R/etc/systemd/system/nvidia-mdev@$uuid.service" <<'EOF'
        [Unit]
        After=nvidia-mig-manager.service
        Requires=nvidia-mig-manager.service
        [Service]
        Type=oneshot
        ExecStart=/usr/bin/mdevctl start --uuid %i
        RemainAfterExit=yes
        [Install]
        WantedBy=multi-user.target
        EOF
        done
        systemctl daemon-reload
        systemctl enable --now nvidia-sriov-0000:17:00.0 nvidia-mig-manager nvidia-mdev@5c630867-a673-5d75-aa31-a499e6c7cb19 nvidia-mdev@eaa6e018-a673-5d75-aa31-a499e6c7cb19
        """;
}
