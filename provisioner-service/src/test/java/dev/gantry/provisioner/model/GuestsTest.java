package dev.gantry.provisioner.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gantry.provisioner.model.facts.DeviceUse;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.script.Scripts;
import dev.gantry.provisioner.model.script.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who uses what, as a look finds it and as a change asks again at the last moment. */
class GuestsTest {
    private static final String CARD = "0000:17:00.0";
    // as busybox has it
    private static final String NO_LINKS = "#!/bin/sh\necho 'find: unrecognized: -lname' >&2\nexit 1\n";
    private static final String UUID = "dd6fb582-c587-5602-8c50-5145c69f3074";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"/bin/dash", "/bin/bash"})
    void openGroupIsFoundByTheLookAndStopsAChangeOfTheWholeCard(String shell) throws Exception {
        // given: QEMU in a container has the group of a virtual function open
        HostTree tree = tree().open(4711, "qemu-kvm", "/dev/vfio/41")
                .file("proc/4711/cmdline", "/usr/libexec/qemu-kvm\0-name\0guest=instance-0000002a,debug-threads=on\0");

        // when
        HostFacts facts = Inspection.parse(tree.inspect(available(shell)));
        HostTree.Said said = tree.run(shell, refuse("refuse_open", CARD));

        // then
        assertThat(facts.usersNotKnown()).isEmpty();
        assertThat(facts.runningUsersOf(java.util.List.of("0000:17:00.4"))).containsExactly("instance-0000002a");
        assertThat(said.code()).as(said.text()).isEqualTo(1);
        assertThat(said.text()).contains("instance-0000002a (has 0000:17:00.4 open)", "nothing was changed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bin/dash", "/bin/bash"})
    void deviceOpenedByIommufdIsFoundToo(String shell) throws Exception {
        // given: no group is open, only the device's own node
        HostTree tree = tree().file("sys/devices/pci0000:16/0000:16:02.0/0000:17:00.4/vfio-dev/vfio3/dev", "511:3\n")
                .link(
                        "sys/devices/pci0000:16/0000:16:02.0/0000:17:00.4/vfio-dev/vfio3/device",
                        "sys/devices/pci0000:16/0000:16:02.0/0000:17:00.4")
                .link("sys/class/vfio-dev/vfio3", "sys/devices/pci0000:16/0000:16:02.0/0000:17:00.4/vfio-dev/vfio3")
                .open(4711, "qemu-system-x86", "/dev/vfio/devices/vfio3");

        // when
        HostFacts facts = Inspection.parse(tree.inspect(available(shell)));
        HostTree.Said said = tree.run(shell, refuse("refuse_in_use", "0000:17:00.4"));

        // then
        assertThat(facts.usersOf(java.util.List.of("0000:17:00.4"))).containsExactly("process 4711 (qemu-system-x86)");
        assertThat(said.text()).contains("process 4711 (qemu-system-x86) (has 0000:17:00.4 open)");
        assertThat(said.code()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bin/dash", "/bin/bash"})
    void domainOfALibvirtInAContainerIsReadThroughItsOwnRoot(String shell) throws Exception {
        // given: kolla with its volumes elsewhere; the host has a libvirt folder of its own, which is empty
        HostTree tree = tree().file("etc/libvirt/qemu/networks/default.xml", "<network/>\n")
                .file("proc/77/comm", "libvirtd\n")
                .file("proc/77/root/etc/libvirt/qemu/instance-00000007.xml", "<address uuid='" + UUID + "'/>\n");

        // when
        HostFacts facts = Inspection.parse(tree.inspect(available(shell)));
        HostTree.Said mdev = tree.run(shell, refuse("refuse_in_use", UUID));
        HostTree.Said reset = tree.run(shell, refuse("refuse_open", UUID));

        // then
        assertThat(facts.usage().devices())
                .containsExactly(new DeviceUse(UUID, "instance-00000007", DeviceUse.How.DEFINED));
        assertThat(mdev.text()).contains("instance-00000007 (names " + UUID + ")");
        assertThat(reset.code()).as("it is not running: " + reset.text()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bin/dash", "/bin/bash"})
    void guestWithoutAnyGpuStopsARebootUnlessAReasonIsGiven(String shell) throws Exception {
        // given
        HostTree tree = tree().open(4711, "qemu-kvm", "anon_inode:kvm-vm");

        // when
        HostFacts facts = Inspection.parse(tree.inspect(available(shell)));
        HostTree.Said refused = tree.run(shell, refuse("refuse_guests", ""));
        HostTree.Said allowed = tree.run(shell, "reason='power works at noon'\n" + refuse("refuse_guests", ""));

        // then
        assertThat(facts.usage().runningDomains()).containsExactly("process 4711 (qemu-kvm)");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(allowed.code()).as(allowed.text()).isZero();
        assertThat(allowed.text()).contains("power works at noon");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bin/dash", "/bin/bash"})
    void hostWhoseFindKnowsNoLinksIsReadByLs(String shell) throws Exception {
        // given
        HostTree tree = tree().program("stand-in/find", NO_LINKS)
                .open(4711, "qemu-kvm", "/dev/vfio/41")
                .open(4712, "qemu-kvm", "anon_inode:kvm-vm");

        // when
        HostFacts facts = Inspection.parse(tree.inspect(available(shell)));
        HostTree.Said said = tree.run(shell, refuse("refuse_in_use", "0000:17:00.4"));

        // then
        assertThat(facts.usersNotKnown()).isEmpty();
        assertThat(facts.usersOf(java.util.List.of("0000:17:00.4"))).containsExactly("process 4711 (qemu-kvm)");
        assertThat(facts.usage().runningDomains()).containsExactly("process 4712 (qemu-kvm)");
        assertThat(said.code()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bin/dash", "/bin/bash"})
    void listThatCannotBeMadeIsNotAnEmptyOne(String shell) throws Exception {
        // given
        HostTree tree = tree().program("stand-in/find", NO_LINKS).program("stand-in/ls", "#!/bin/sh\nexit 2\n");

        // when
        HostFacts facts = Inspection.parse(tree.inspect(available(shell)));
        HostTree.Said device = tree.run(shell, refuse("refuse_in_use", "0000:17:00.4"));
        HostTree.Said reboot = tree.run(shell, refuse("refuse_guests", ""));

        // then
        assertThat(facts.usersNotKnown()).isPresent();
        assertThat(device.code()).isEqualTo(1);
        assertThat(reboot.code()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bin/dash", "/bin/bash"})
    void libvirtInAContainerThatDoesNotAnswerIsSaid(String shell) throws Exception {
        // given: the container is there, but stopped
        HostTree tree = tree().program("usr/bin/docker", """
            #!/bin/sh
            case $1 in inspect) exit 0 ;; esac
            echo 'Error response from daemon: container nova_libvirt is not running' >&2
            exit 1
            """);

        // when
        HostFacts facts = Inspection.parse(tree.inspect(available(shell)));

        // then
        assertThat(facts.usersNotKnown())
                .hasValueSatisfying(why -> assertThat(why).contains("container nova_libvirt is not running"));
    }

    private HostTree tree() {
        HostTree tree = new HostTree(folder.resolve("root"));
        tree.function(CARD, "26b9", "030200", "nvidia", 40);
        tree.virtualFunction(CARD, 0, "0000:17:00.4", 41);
        return tree;
    }

    private static String refuse(String function, String device) {
        return Shell.assignments(Map.of()) + Scripts.text(Scripts.class, "common")
                + Scripts.text(Scripts.class, "guests") + Scripts.text(Scripts.class, "refuse") + "run() { " + function
                + " " + device + "; }\nrun </dev/null 9</dev/null\n";
    }

    private static String available(String shell) {
        assumeTrue(Files.isExecutable(Path.of(shell)), "skipped: this machine has no " + shell);
        return shell;
    }
}
