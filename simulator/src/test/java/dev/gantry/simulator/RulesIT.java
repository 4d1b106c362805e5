package dev.gantry.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.simulator.HostDescription.Card;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of cards, kernel and driver. */
class RulesIT {
    private static final String SRIOV_ON = "$R/usr/lib/nvidia/sriov-manage -e ALL >/dev/null";
    private static final String LEFT =
            "cat $R/sys/class/mdev_bus/%s/mdev_supported_types/nvidia-%d/available_instances";

    @TempDir
    Path folder;

    @Test
    void vfsAreWhereTheArithmeticOfTheCardPutsThem() throws Exception {
        // given
        OnHost host = guide();

        // when
        host.must(SRIOV_ON);

        // then
        assertThat(host.must("cd $R/sys/bus/pci/devices/0000:17:00.0; cat sriov_numvfs; readlink virtfn0 virtfn3"
                        + " virtfn4 virtfn15"))
                .isEqualTo("16\n../0000:17:00.4\n../0000:17:00.7\n../0000:17:01.0\n../0000:17:02.3\n");
        assertThat(host.must("cat $R/sys/bus/pci/devices/0000:17:00.4/physfn/sriov_totalvfs"))
                .isEqualTo("16\n");
    }

    @Test
    void withoutIommuVfsOfferNoTypes() throws Exception {
        // given
        OnHost host = guide();
        host.must("grep -v iommu $R/etc/default/grub >$R/tmp/grub; cp $R/tmp/grub $R/etc/default/grub; update-grub");
        host.boot();

        // when
        host.must(SRIOV_ON);

        // then
        assertThat(host.must("mdevctl types")).isEqualTo("\n");
        assertThat(host.must("ls $R/sys/class/iommu $R/sys/kernel/iommu_groups").strip())
                .doesNotContain("dmar");
    }

    @Test
    void enablingVfsWipesMigInstances() throws Exception {
        // given
        OnHost host = guide();
        host.must("nvidia-smi -i 0 -mig 1 && nvidia-smi mig -i 0 -cgi 3g.40gb -C && nvidia-smi mig -lgi");

        // when
        host.must(SRIOV_ON);

        // then
        assertThat(host.run("nvidia-smi mig -lgi").out()).isEqualTo("No GPU instances found: Not Found\n");
        assertThat(host.must("nvidia-smi -i 0000:17:00.0 --query-gpu=mig.mode.current --format=csv,noheader"))
                .isEqualTo("Enabled\n");
    }

    @Test
    void timeSlicedCardTakesOneTypeAsOftenAsItFits() throws Exception {
        // given
        OnHost host = guide();
        host.must(SRIOV_ON);

        // when
        host.must("mdevctl start -u 72291b01-0000-5000-8000-000000000001 -p 0000:17:00.4 -t nvidia-697");

        // then
        assertThat(host.must(LEFT.formatted("0000:17:00.4", 697))).isEqualTo("0\n");
        assertThat(host.must(LEFT.formatted("0000:17:00.5", 697))).isEqualTo("1\n");
        assertThat(host.must(LEFT.formatted("0000:17:00.5", 698))).isEqualTo("0\n");
        assertThat(host.must(LEFT.formatted("0000:65:00.5", 698))).isEqualTo("1\n");
        host.must("mdevctl start -u 72291b01-0000-5000-8000-000000000002 -p 0000:17:00.5 -t nvidia-697");
        assertThat(host.run("mdevctl start -u 72291b01-0000-5000-8000-000000000003 -p 0000:17:00.6 -t nvidia-697")
                        .err())
                .isEqualTo("Error: No available instances of nvidia-697 on 0000:17:00.6\n");
    }

    @Test
    void migTypesNeedAnInstanceOfTheirProfileEach() throws Exception {
        // given
        OnHost host = guide();
        host.must("nvidia-smi -i 0 -mig 1; " + SRIOV_ON + "; nvidia-smi mig -i 0 -cgi 19,14,14,14 -C");

        // when
        host.must("mdevctl start -u 72291b01-0000-5000-8000-000000000001 -p 0000:17:00.4 -t nvidia-699");

        // then
        assertThat(host.must(LEFT.formatted("0000:17:00.5", 699))).isEqualTo("0\n");
        assertThat(host.must(LEFT.formatted("0000:17:00.5", 700))).isEqualTo("1\n");
        assertThat(host.must(LEFT.formatted("0000:17:00.5", 697))).isEqualTo("0\n");
        assertThat(host.run("nvidia-smi mig -dgi -i 0").code()).isNotZero();
    }

    @Test
    void migPartedAppliesWhatFitsAndAssertsWhatIs() throws Exception {
        // given
        OnHost host = guide();
        host.must("""
            cat >$R/etc/mig.yaml <<'EOF'
            version: v1
            mig-configs:
              default:
                - devices: [0]
                  mig-enabled: true
                  mig-devices:
                    "2g.20gb": 3
                    "1g.10gb": 1
                - devices: [1]
                  mig-enabled: false
                  mig-devices: {}
              impossible: [{devices: all, mig-enabled: true, mig-devices: {"4g.40gb": 1, "1g.10gb": 4}}]
            EOF\
            """);
        assertThat(host.run("nvidia-mig-parted assert -f /etc/mig.yaml -c default")
                        .err())
                .contains("Assertion failure: selected configuration not currently applied");

        // when
        String applied = host.must("nvidia-mig-parted apply -f /etc/mig.yaml -c default");

        // then
        assertThat(applied).isEqualTo("MIG configuration applied successfully\n");
        assertThat(host.must("nvidia-mig-parted assert -f /etc/mig.yaml -c default"))
                .isEqualTo("Selected MIG configuration currently applied\n");
        assertThat(host.must("nvidia-mig-parted export")).contains("current:", "2g.20gb: 3", "mig-enabled: false");
        assertThat(host.run("nvidia-mig-parted apply -f /etc/mig.yaml -c impossible")
                        .err())
                .contains("error attempting multiple config orderings");
        assertThat(host.run("nvidia-mig-parted assert -f /etc/mig.yaml -c missing")
                        .code())
                .isEqualTo(1);
    }

    @Test
    void migManagersHookForgetsWhatElseWasInOverrideConf() throws Exception {
        // given
        OnHost host = guide();
        host.must("""
            mkdir -p $R/etc/systemd/system/nvidia-mig-manager.service.d
            printf '[Service]\\nEnvironment=MIG_PARTED_SELECTED_CONFIG=\\nRemainAfterExit=yes\\n' >$R/etc/systemd/system/nvidia-mig-manager.service.d/override.conf\
            """);

        // when
        host.must("systemctl start nvidia-mig-manager");

        // then
        assertThat(host.must("cat $R/etc/systemd/system/nvidia-mig-manager.service.d/override.conf"))
                .doesNotContain("RemainAfterExit");
    }

    @Test
    void migModeStaysOverABootOnAmpereAndGoesOnHopper() throws Exception {
        // given
        OnHost host = host(Os.ROCKY_9, Card.a100("0000:17:00.0"), new Card("0000:65:00.0", "2331", 32))
                .prepared();
        host.must("nvidia-smi -mig 1");

        // when
        host.boot();

        // then
        assertThat(host.must("nvidia-smi --query-gpu=mig.mode.current --format=csv,noheader"))
                .isEqualTo("Enabled\nDisabled\n");
    }

    @Test
    void cardWithoutSrIovIsItselfTheParent() throws Exception {
        // given
        OnHost host = host(Os.UBUNTU_22_04, new Card("0000:3b:00.0", "1eb8", 0)).prepared();

        // when
        host.must("mdevctl start -u 72291b01-0000-5000-8000-000000000001 -p 0000:3b:00.0 -t nvidia-222");

        // then
        assertThat(host.must(LEFT.formatted("0000:3b:00.0", 222))).isEqualTo("15\n");
        assertThat(host.must(LEFT.formatted("0000:3b:00.0", 223))).isEqualTo("0\n");
        assertThat(host.must("nvidia-smi --query-gpu=mig.mode.current --format=csv,noheader"))
                .isEqualTo("[N/A]\n");
    }

    @Test
    void onRockyTheEntriesCountAndNotTheGrubFile() throws Exception {
        // given
        OnHost host = host(Os.ROCKY_9, Card.a100("0000:17:00.0"));
        host.must("echo 'GRUB_CMDLINE_LINUX=\"quiet intel_iommu=on\"' >>$R/etc/default/grub; grub2-mkconfig -o"
                + " /boot/grub2/grub.cfg");
        host.boot();
        assertThat(host.must("cat $R/proc/cmdline")).doesNotContain("intel_iommu");

        // when
        host.must("grubby --update-kernel=ALL --args='intel_iommu=on iommu=pt' --remove-args=rhgb");
        host.boot();

        // then
        assertThat(host.must("cat $R/proc/cmdline"))
                .contains(" intel_iommu=on iommu=pt")
                .doesNotContain("rhgb");
        assertThat(host.must("ls $R/sys/class/iommu")).isEqualTo("dmar0\ndmar1\n");
    }

    @Test
    void vfioTakesTheCardsOfItsIdsWhenTheRamdiskBringsIt() throws Exception {
        // given
        OnHost host = host(Os.DEBIAN_12, Card.a100("0000:17:00.0"), new Card("0000:65:00.0", "1eb8", 0));
        host.must("echo 'GRUB_CMDLINE_LINUX_DEFAULT=\"intel_iommu=on vfio-pci.ids=10de:20b5\"' >>$R/etc/default/grub;"
                + " update-grub");
        host.boot();
        assertThat(host.must("lspci -nnk -s 17:00.0")).contains("in use: nouveau");

        // when
        host.must(
                "printf 'vfio\\nvfio_iommu_type1\\nvfio_pci\\n' >>$R/etc/initramfs-tools/modules; update-initramfs -u");
        host.boot();

        // then
        assertThat(host.must("lspci -nnk -s 17:00.0")).contains("in use: vfio-pci");
        assertThat(host.must("lspci -nnk -s 65:00.0")).contains("in use: nouveau");
    }

    @Test
    void withoutMediatedDevicesEveryFunctionTakesATypeByItself() throws Exception {
        // given
        OnHost host = host(Os.UBUNTU_24_04, Card.a100("0000:17:00.0")).prepared();
        host.must(SRIOV_ON);
        host.must("cp -r $R/sys/bus/pci/devices/0000:17:00.4/nvidia $R/tmp/before");
        String type = "cat $R/sys/bus/pci/devices/0000:17:00.%d/nvidia/current_vgpu_type";
        String creatable = "cat $R/sys/bus/pci/devices/0000:17:00.%d/nvidia/creatable_vgpu_types";

        // when
        writeTypes(host, "4 697", "5 698", "6 99999");

        // then
        assertThat(host.run("ls $R/sys/class/mdev_bus").code()).isNotZero();
        assertThat(host.must("cat $R/tmp/before/creatable_vgpu_types"))
                .startsWith("ID    : vGPU Name\n")
                .contains("697   : NVIDIA A100D-40C\n", "698   : NVIDIA A100D-80C\n")
                .doesNotContain("A100D-1-10C");
        assertThat(host.must(type.formatted(4) + "; " + type.formatted(5) + "; " + type.formatted(6)))
                .as("one type at a time, and none that is not known")
                .isEqualTo("697\n0\n0\n");
        assertThat(host.must(creatable.formatted(4))).isEmpty();
        assertThat(host.must(creatable.formatted(5))).isEqualTo("ID    : vGPU Name\n697   : NVIDIA A100D-40C\n");
        assertThat(host.run("$R/usr/lib/nvidia/sriov-manage -d ALL").code()).isNotZero();

        // and when
        host.must("sh $GANTRY_SIM/tools/sim-guest 0000:17:00.4");
        writeTypes(host, "4 0");

        // then
        assertThat(host.must(type.formatted(4))).as("a guest has it").isEqualTo("697\n");
    }

    /** The tool that comes next finds what was written, however short before. */
    @Test
    void aTypeThatIsGivenUpIsGivenUpAtOnce() throws Exception {
        // given
        OnHost host = host(Os.UBUNTU_24_04, Card.a100("0000:17:00.0")).prepared();
        host.must("nvidia-smi -i 0 -mig 1");
        host.must(SRIOV_ON);
        host.must("nvidia-smi mig -i 0 -cgi 2g.20gb -C");
        writeTypes(host, "4 700");
        assertThat(host.run("nvidia-smi mig -i 0 -dgi").code()).isEqualTo(19);

        // when
        OnHost.Answer answer = host.run(
                "echo 0 >$R/sys/bus/pci/devices/0000:17:00.4/nvidia/current_vgpu_type; nvidia-smi mig -i 0 -dgi");

        // then
        assertThat(answer.code()).as(answer.toString()).isZero();
    }

    /** Each as {@code FUNCTION TYPE}; then the driver looks at them. */
    private static void writeTypes(OnHost host, String... types) throws Exception {
        for (String type : types) {
            String[] words = type.split(" ");
            host.must("echo %s >$R/sys/bus/pci/devices/0000:17:00.%s/nvidia/current_vgpu_type"
                    .formatted(words[1], words[0]));
        }
        host.must("sh $GANTRY_SIM/tools/sim-vgpus");
    }

    private OnHost guide() throws Exception {
        return host(Os.DEBIAN_12, Card.a100("0000:17:00.0"), Card.a100("0000:65:00.0"))
                .prepared();
    }

    private OnHost host(Os os, Card... cards) throws Exception {
        return new OnHost(folder, new HostDescription("computegpu000", os, CpuVendor.INTEL, List.of(cards)));
    }
}
