package dev.gantry.provisioner.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gantry.gpu.catalogue.MdevType;
import dev.gantry.gpu.driver.Framework;
import dev.gantry.gpu.mig.MigProfile;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.provisioner.model.facts.DeviceUse;
import dev.gantry.provisioner.model.facts.FactLines;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.facts.card.FoundFunction;
import dev.gantry.provisioner.model.facts.card.FoundMig;
import dev.gantry.provisioner.model.facts.card.FoundVf;
import dev.gantry.provisioner.model.facts.card.MdevDefinition;
import dev.gantry.provisioner.model.facts.card.OfferedType;
import dev.gantry.provisioner.model.inspect.UnreadableInspectionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InspectionTest {
    private static final PciAddress CARD = PciAddress.parse("0000:17:00.0");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"/bin/dash", "/bin/bash"})
    void readsVendorVfioFunctionsWithEitherWayOfListingTypes(String shell) throws Exception {
        // given
        HostTree tree = vendorVfio();

        // when
        HostFacts facts = Inspection.parse(tree.inspect(available(shell)));

        // then
        FoundFunction card = facts.function(CARD).orElseThrow();
        assertThat(card.totalFunctions()).isEqualTo(32);
        assertThat(card.functions()).extracting(FoundVf::framework).containsOnly(Framework.VENDOR_VFIO);
        assertThat(card.functions()).extracting(FoundVf::currentType).containsExactly(0, 1155);
        assertThat(card.functions().getFirst().offered())
                .extracting(OfferedType::type, OfferedType::name)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple(new MdevType(1155), "NVIDIA L40S-24Q"),
                        org.assertj.core.api.Assertions.tuple(new MdevType(557), "NVIDIA A40-1Q"));
        assertThat(card.path()).isEqualTo("/sys/devices/pci0000:16/0000:16:02.0/0000:17:00.0");
        assertThat(card.driverOverride()).isNull();
        assertThat(facts.machine().isDebian()).isTrue();
        assertThat(facts.iommu()).isTrue();
        assertThat(facts.secureBoot()).isEqualTo("disabled");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bin/dash", "/bin/bash"})
    void readsWhoUsesADeviceFromLibvirtsFilesAndOddDefinitions(String shell) throws Exception {
        // given
        HostTree tree = vendorVfio()
                .file(
                        "etc/mdevctl.d/0000:17:00.4/dd6fb582-c587-5602-8c50-5145c69f3074",
                        "{\n \"mdev_type\": \"nvidia-700\", \"start\":\"auto\"\n}")
                .file("etc/mdevctl.d/0000:17:00.5/22222222-2222-4222-8222-222222222222", "{ half a")
                .file(
                        "var/lib/docker/volumes/nova_libvirt_qemu/_data/instance-0000002a.xml",
                        "<source>\n <address domain='0x0000' bus='0x17' slot='0x00' function='0x5'/>\n</source>"
                                + "\n<address type='pci' domain='0x0000' bus='0x01' slot='0x00' function='0x0'/>");

        // when
        HostFacts facts = Inspection.parse(tree.inspect(available(shell)));

        // then
        assertThat(facts.usage().devices())
                .containsExactly(new DeviceUse("0000:17:00.5", "instance-0000002a", DeviceUse.How.DEFINED));
        assertThat(facts.definitions())
                .containsExactly(
                        new MdevDefinition(
                                "0000:17:00.4", "dd6fb582-c587-5602-8c50-5145c69f3074", "nvidia-700", "auto"),
                        new MdevDefinition("0000:17:00.5", "22222222-2222-4222-8222-222222222222", null, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bin/dash", "/bin/bash"})
    void argumentsOfSystemdBootAreReadFromTheFileThatCounts(String shell) throws Exception {
        // given
        HostTree tree = vendorVfio().file("usr/lib/kernel/cmdline", "root=LABEL=vendor\n");

        // when
        SortedMap<String, String> ofVendor =
                Inspection.parse(tree.inspect(available(shell))).layer("kernel-cmdline");
        tree.file("etc/kernel/cmdline", "root=UUID=1 ro\nquiet \n");
        SortedMap<String, String> own = Inspection.parse(tree.inspect(shell)).layer("kernel-cmdline");

        // then
        assertThat(ofVendor).containsExactly(Map.entry("/usr/lib/kernel/cmdline", "root=LABEL=vendor"));
        assertThat(own).containsExactly(Map.entry("/etc/kernel/cmdline", "root=UUID=1 ro quiet"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bin/dash", "/bin/bash"})
    void secureBootIsReadFromItsVariableAndShimCanWaiveIt(String shell) throws Exception {
        // given
        String variables = "sys/firmware/efi/efivars/";
        HostTree tree = vendorVfio()
                .file(variables + "SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c", "\u0006\u0000\u0000\u0000\u0001");

        // when
        String on = Inspection.parse(tree.inspect(available(shell))).secureBoot();
        tree.file(variables + "MokSBStateRT-605dab50-e046-4300-abb6-3dd810dd8b23", "\u0006\u0000\u0000\u0000\u0001");
        String waived = Inspection.parse(tree.inspect(shell)).secureBoot();

        // then
        assertThat(on).isEqualTo("enabled");
        assertThat(waived).isEqualTo("disabled");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bin/dash", "/bin/bash"})
    void dellsSettingsAreAskedForWhileTheCardHidesItsFunctions(String shell) throws Exception {
        // given: answers as in Dell's RACADM CLI guide, "get" and "jobqueue view"
        HostTree tree = new HostTree(folder.resolve("root"));
        tree.function("0000:17:00.0", "26b9", "030200", "nvidia", 40);
        tree.program("opt/dell/srvadmin/sbin/racadm", """
            #!/bin/sh
            case $* in
              'get BIOS.IntegratedDevices.SriovGlobalEnable')
                echo '[Key=BIOS.Setup.1-1#IntegratedDevices]'
                echo 'SriovGlobalEnable=Disabled (Pending Value=Enabled)' ;;
              'get BIOS.ProcSettings.ProcVirtualization')
                echo '[Key=BIOS.Setup.1-1#ProcSettings]'
                echo '#ProcVirtualization=Enabled' ;;
              'jobqueue view')
                echo '-------------------------JOB QUEUE------------------------'
                echo '[Job ID=JID_852366388723]'
                echo 'Job Name=Firmware Update: BIOS'
                echo 'Status=Completed'
                echo 'Job Name=Configure: BIOS.Setup.1-1'
                echo 'Status=Scheduled' ;;
            esac
            """);

        // when
        HostFacts facts = Inspection.parse(tree.inspect(available(shell)));

        // then
        assertThat(facts.platform().racadm())
                .containsEntry("BIOS.IntegratedDevices.SriovGlobalEnable", "Disabled (Pending Value=Enabled)")
                .containsEntry("BIOS.ProcSettings.ProcVirtualization", "Enabled")
                .containsEntry("job", "scheduled");
        assertThat(facts.files().tools()).containsEntry("racadm", "/opt/dell/srvadmin/sbin/racadm");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bin/dash", "/bin/bash"})
    void dellsSettingsAreReadHoweverTheyAreSetOut(String shell) throws Exception {
        // given: blanks around, line ends of Windows, and a value without its name
        HostTree tree = new HostTree(folder.resolve("root"));
        tree.function("0000:17:00.0", "26b9", "030200", "nvidia", 40);
        tree.program("usr/sbin/racadm", """
            #!/bin/sh
            echo 'Security Alert: Certificate is invalid - self signed certificate'
            case $* in
              *SriovGlobalEnable) printf '[Key=BIOS.Setup.1-1#IntegratedDevices]\\r\\n\\tSriovGlobalEnable = Disabled\\r\\n' ;;
              *ProcVirtualization) printf 'Disabled (Pending Value=Enabled)\\r\\n' ;;
            esac
            """);

        // when
        HostFacts facts = Inspection.parse(tree.inspect(available(shell)));

        // then
        assertThat(facts.platform().racadm())
                .containsEntry("BIOS.IntegratedDevices.SriovGlobalEnable", "Disabled")
                .containsEntry("BIOS.ProcSettings.ProcVirtualization", "Disabled (Pending Value=Enabled)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bin/dash", "/bin/bash"})
    void warningsOfNvidiaSmiDoNotHideItsAnswerAndAFailedListIsSaid(String shell) throws Exception {
        // given: a card with a damaged inforom beside it, which makes every call end with 14; no list of instances
        HostTree tree = new HostTree(folder.resolve("root"));
        tree.function("0000:17:00.0", "20b5", "030200", "nvidia", 40).file("sys/module/nvidia/version", "535.161.05\n");
        tree.program("usr/bin/nvidia-smi", """
            #!/bin/sh
            case $* in
              --query-gpu=pci.bus_id,*)
                printf '00000000:17:00.0, 0, Enabled, Enabled\\r\\n'
                echo 'WARNING: infoROM is corrupted at gpu 0000:65:00.0'
                exit 14 ;;
              mig*-lgi)
                echo 'Unable to query GPU instances: Unknown Error'
                exit 3 ;;
            esac
            """);

        // when
        HostFacts facts = Inspection.parse(tree.inspect(available(shell)));

        // then
        assertThat(facts.mig(CARD).orElseThrow().current()).isEqualTo(FoundMig.Mode.ENABLED);
        assertThat(facts.whyNotKnown("mig " + CARD))
                .hasValueSatisfying(why -> assertThat(why).contains("Unable to query GPU instances"));
    }

    @Test
    void readsNvidiaSmisTables() {
        // when
        HostFacts facts = Inspection.parse("""
            Last login: today
            gantry-inspection\t1
            pci 0000:17:00.0 vendor\t0x10de
            pci 0000:17:00.0 class\t0x030200
            mig-mode\t00000000:17:00.0, 0, Enabled, Disabled
            mig-mode\t00000000:65:00.0, 1, [N/A], [N/A]
            mig-instance\t|   0  MIG 1g.10gb          19        9          2:1     |
            mig-instance\t|   0  MIG 2g.20gb          14        3          0:2     |
            mig-instance\t  | 0 | MIG 2g.20gb | 14 | 4 | 4:2 |
            gantry-end\tok
            """);

        // then
        FoundMig mig = facts.mig(CARD).orElseThrow();
        assertThat(mig.current()).isEqualTo(FoundMig.Mode.ENABLED);
        assertThat(mig.pending()).isEqualTo(FoundMig.Mode.DISABLED);
        assertThat(mig.instances())
                .containsEntry(MigProfile.parse("2g.20gb"), 2)
                .containsEntry(MigProfile.parse("1g.10gb"), 1);
        assertThat(facts.mig(PciAddress.parse("0000:65:00.0")).orElseThrow().current())
                .isEqualTo(FoundMig.Mode.NOT_CAPABLE);
    }

    @Test
    void loginThatPrintsAWindowTitleBeforeHidesNothing() throws Exception {
        // given: as a .bashrc has it, printf '\\033]0;host\\007'
        String title = "\033]0;stack@computegpu007\007";

        // when
        HostFacts facts = Inspection.parse(title + vendorVfio().inspect("/bin/sh"));

        // then
        assertThat(facts.kernel()).isEqualTo("6.8.0-49-generic");
    }

    @Test
    void answerThatIsCutOffIsNotRead() {
        assertThatThrownBy(() -> Inspection.parse("gantry-inspection\t1\nboot id\tx\n"))
                .isInstanceOf(UnreadableInspectionException.class)
                .hasMessageContaining("cut off after 2 lines");
        assertThatThrownBy(() -> Inspection.parse("sudo: a password is required\n"))
                .isInstanceOf(UnreadableInspectionException.class)
                .hasMessageContaining("a password is required");
    }

    @Test
    void equalInspectionsAreEqualAndDifferencesAreNamed() throws Exception {
        // given
        HostTree tree = vendorVfio();
        HostFacts before = Inspection.parse(tree.inspect("/bin/sh"));

        // when
        HostFacts same = Inspection.parse(tree.inspect("/bin/sh"));
        tree.file("sys/devices/pci0000:16/0000:16:02.0/0000:17:00.5/nvidia/current_vgpu_type", "0\n");
        HostFacts after = Inspection.parse(tree.inspect("/bin/sh"));

        // then
        assertThat(FactLines.stable(same)).isEqualTo(FactLines.stable(before));
        assertThat(FactLines.difference(before, after))
                .containsExactly(
                        "- functions 0000:17:00.0 functions 1 current-type: 1155",
                        "+ functions 0000:17:00.0 functions 1 current-type: 0");
    }

    private HostTree vendorVfio() {
        HostTree tree = new HostTree(folder.resolve("root"));
        tree.function("0000:17:00.0", "26b9", "030200", "nvidia", 40);
        String card = "sys/devices/pci0000:16/0000:16:02.0/0000:17:00.0";
        tree.file(card + "/sriov_totalvfs", "32\n").file(card + "/sriov_numvfs", "2\n");
        String free = tree.virtualFunction("0000:17:00.0", 0, "0000:17:00.4", 41);
        tree.file(free + "/nvidia/current_vgpu_type", "0\n")
                .file(
                        free + "/nvidia/creatable_vgpu_types",
                        "ID    : vGPU Name\n1155 : NVIDIA L40S-24Q\nNVIDIA A40-1Q 557\n");
        String taken = tree.virtualFunction("0000:17:00.0", 1, "0000:17:00.5", 42);
        tree.file(taken + "/nvidia/current_vgpu_type", "1155\n").file(taken + "/nvidia/creatable_vgpu_types", "");
        tree.file("sys/module/nvidia/version", "580.65.05\n");
        tree.file("sys/module/nvidia_vgpu_vfio/version", "580.65.05\n");
        return tree;
    }

    private static String available(String shell) {
        assumeTrue(Files.isExecutable(Path.of(shell)), "skipped: this machine has no " + shell);
        return shell;
    }
}
