package dev.gantry.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Units as systemd treats them. */
class SystemctlIT {
    @TempDir
    Path folder;

    private OnHost host;

    @BeforeEach
    void makeHost() throws Exception {
        host = new OnHost(folder, new HostDescription("computegpu000", Os.DEBIAN_12, CpuVendor.INTEL, List.of()));
    }

    @Test
    void startsInTheOrderOfAfterAndBefore() throws Exception {
        // given
        unit("c", "After=b.service\nRequires=b.service", "/bin/sh -c 'echo c >>/var/order'");
        unit("b", "", "/bin/sh -c 'echo b >>/var/order'");
        unit("a", "Before=b.service", "/bin/sh -c 'echo a >>/var/order'");
        host.must("systemctl enable c a");

        // when
        host.boot();

        // then
        assertThat(host.must("cat $R/var/order; systemctl is-active a b c"))
                .isEqualTo("a\nb\nc\nactive\nactive\nactive\n");
    }

    @Test
    void runsUnitsOfAHostInAFolderWithASpaceInItsName() throws Exception {
        // given
        host = new OnHost(
                folder.resolve("a folder"),
                new HostDescription("computegpu000", Os.DEBIAN_12, CpuVendor.INTEL, List.of()));
        unit("job", "", "/bin/sh -c 'echo done >/var/answer'");

        // when
        host.must("systemctl start job");

        // then
        assertThat(host.must("cat \"$R/var/answer\"")).isEqualTo("done\n");
    }

    @Test
    void doesNotStartWhatNeedsAFailedUnit() throws Exception {
        // given
        unit("broken", "", "/bin/false");
        unit("needy", "After=broken.service\nRequires=broken.service", "/bin/true");

        // when
        OnHost.Answer answer = host.run("systemctl start needy");

        // then
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err()).contains("A dependency job for needy.service failed.");
        assertThat(host.run("systemctl is-active broken needy").out()).isEqualTo("failed\ninactive\n");
        assertThat(host.run("systemctl is-system-running").out()).isEqualTo("degraded\n");
    }

    @Test
    void aMinusHidesAMissingProgram() throws Exception {
        // given
        unit("quiet", "", "-/usr/sbin/mdevctl start --uuid x");
        unit("loud", "", "/usr/sbin/mdevctl start --uuid x");

        // when
        OnHost.Answer answer = host.run("systemctl start quiet loud");

        // then
        assertThat(answer.code()).isEqualTo(1);
        assertThat(host.run("systemctl is-active quiet loud").out()).isEqualTo("active\nfailed\n");
    }

    @Test
    void changedUnitCountsAfterDaemonReload() throws Exception {
        // given
        unit("job", "", "/bin/sh -c 'echo old >/var/answer'");
        host.must("systemctl start job && systemctl stop job");
        unit("job", "", "/bin/sh -c 'echo new >/var/answer'");
        Files.setLastModifiedTime(
                host.root().resolve("etc/systemd/system/job.service"),
                java.nio.file.attribute.FileTime.fromMillis(
                        Files.getLastModifiedTime(host.sim().resolve("run/units/job.service/conf"))
                                        .toMillis()
                                + 5000));

        // when
        OnHost.Answer before = host.run("systemctl start job; cat $R/var/answer");
        String after = host.must("systemctl daemon-reload; systemctl restart job; cat $R/var/answer");

        // then
        assertThat(before.err()).contains("Run 'systemctl daemon-reload' to reload units.");
        assertThat(before.out()).isEqualTo("old\n");
        assertThat(after).isEqualTo("new\n");
    }

    @Test
    void enableMakesTheLinksThatTheInstallSectionNames() throws Exception {
        // given
        unit("job", "", "/bin/true");

        // when
        OnHost.Answer answer = host.run("systemctl is-enabled job; systemctl enable job; systemctl is-enabled job");

        // then
        assertThat(answer.out()).isEqualTo("disabled\nenabled\n");
        assertThat(answer.err())
                .isEqualTo("Created symlink /etc/systemd/system/multi-user.target.wants/job.service →"
                        + " /etc/systemd/system/job.service.\n");
        assertThat(host.must("systemctl show -p ActiveState,UnitFileState job"))
                .isEqualTo("ActiveState=inactive\nUnitFileState=enabled\n");
    }

    @Test
    void escapesTheDevicePathOfACard() throws Exception {
        // when
        String escaped =
                host.must("systemd-escape -p --suffix=device /sys/devices/pci0000:16/0000:16:02.0/0000:17:00.0");

        // then
        assertThat(escaped).isEqualTo("sys-devices-pci0000:16-0000:16:02.0-0000:17:00.0.device\n");
    }

    @Test
    void withoutRightsNothingIsStarted() throws Exception {
        // given
        unit("job", "", "/bin/true");

        // when
        OnHost.Answer answer = host.run("unset GANTRY_SUDO; systemctl start job");

        // then
        assertThat(answer.err()).contains("Interactive authentication required.");
        assertThat(host.run("sudo -n systemctl start job").code()).isZero();
    }

    private void unit(String name, String unit, String command) throws Exception {
        Files.writeString(
                host.root().resolve("etc/systemd/system/" + name + ".service"),
                "[Unit]\n" + unit + "\n[Service]\nType=oneshot\nRemainAfterExit=yes\nExecStart=" + command
                        + "\n[Install]\nWantedBy=multi-user.target\n");
    }
}
