package dev.gantry.provisioner.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.gpu.CardLayout;
import dev.gantry.gpu.PciAddress;
import dev.gantry.gpu.VgpuLayout;
import dev.gantry.gpu.VirtualFunction;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final String CARD = "0000:17:00.0";
    private static final Wanted.Driver DRIVER =
            new Wanted.Driver("file:///x/NVIDIA-Linux-x86_64-580.65.05-vgpu-kvm.run", null);

    @Test
    void vendorVfioSetsTypesByNameAndKeepsThemOverABoot() {
        // given
        AnswerForTests answer = vendorVfio("0", "1156").say("creatable 0000:17:00.4", "1155 : NVIDIA L40S-24Q");

        // when
        HostPlan plan = Planner.plan(wanted("L40S-24Q"), answer.facts());

        // then
        assertThat(plan.blockers()).isEmpty();
        assertThat(plan.changes()).extracting(Change::step).containsExactly("vendor-vfio", "boot-units");
        assertThat(plan.changes().getFirst().summary()).isEqualTo("set vGPU types 0000:17:00.5 0, 0000:17:00.4 1155");
        assertThat(plan.changes().getFirst().destroys()).containsExactly("0000:17:00.5");
        assertThat(((Change.RunScript) plan.changes().getLast()).script())
                .contains("ExecStart=/usr/local/sbin/gantry-gpu-boot type 0000:17:00.4 1155");
    }

    @Test
    void secondTypeOnAFunctionInUseIsRefusedByName() {
        // given
        HostFacts facts = vendorVfio("0", "1156")
                .say("use 0000:17:00.5 running", "instance-0000002a")
                .facts();

        // when
        HostPlan plan = Planner.plan(wanted("nvidia-1155"), facts);

        // then
        assertThat(plan.changes()).isEmpty();
        assertThat(plan.blockers()).singleElement().asString().contains("instance-0000002a use 0000:17:00.5");
    }

    @Test
    void littleRoomStopsTheDriverAndUnknownRoomDoesNot() {
        // given
        AnswerForTests bare = vendorVfio("0", "0").without("installed-module").without("module nvidia");

        // when
        HostPlan unknown =
                Planner.plan(wanted("nvidia-1155"), bare.without("free").facts());
        HostPlan little = Planner.plan(
                wanted("nvidia-1155"),
                bare.without("free").say("free /opt", "12").facts());

        // then
        assertThat(unknown.changes()).extracting(Change::step).contains("driver");
        assertThat(little.blockers()).singleElement().asString().contains("found 12 MiB");
    }

    @Test
    void aNameThatTheCardDoesNotTellWhileItCarriesVgpusMayBeGivenAsANumber() {
        // given: only the type that is there already can be made beside it
        HostFacts facts = vendorVfio("1155", "0")
                .say("creatable 0000:17:00.5", "1155 : NVIDIA L40S-24Q")
                .facts();

        // when
        HostPlan byName = Planner.plan(wanted("L40S-13Q"), facts);
        HostPlan byNumber = Planner.plan(wanted("nvidia-1156"), facts);

        // then
        assertThat(byName.changes()).isEmpty();
        assertThat(byName.blockers())
                .singleElement()
                .asString()
                .contains("wanted type L40S-13Q", "use one of L40S-24Q", "by its number (nvidia-N)");
        assertThat(byNumber.changes().getFirst().summary()).contains("0000:17:00.4 0, 0000:17:00.4 1156");
    }

    @Test
    void driverWithoutAModuleOfItsOwnForVgpusIsEnoughWhereFunctionsOfferThem() {
        // given
        HostFacts facts = vendorVfio("1155", "0")
                .without("module nvidia_vgpu_vfio")
                .without("installed-module nvidia_vgpu_vfio")
                .facts();

        // when
        HostPlan plan = Planner.plan(wanted("nvidia-1155"), facts);

        // then
        assertThat(plan.changes()).extracting(Change::step).containsExactly("boot-units");
    }

    @Test
    void rebootIsDecidedByWhatIsInEffect() {
        // given: configured, not yet booted with it
        HostFacts facts = vendorVfio("1155", "0")
                .without("kernel arguments")
                .say("kernel arguments", "root=/dev/sda2")
                .without("iommu")
                .facts();

        // when
        HostPlan plan = Planner.plan(wanted("nvidia-1155"), facts);

        // then
        assertThat(plan.changes()).singleElement().isInstanceOf(Change.Reboot.class);
        assertThat(plan.isDisruptive()).isTrue();
    }

    @Test
    void argumentsMissingFromTheMenuAreMadeAgainThoughTheFileIsRight() {
        // given: killed between the edit and update-grub
        HostFacts facts = vendorVfio("1155", "0")
                .without("boot-entry")
                .say("boot-entry /boot/grub/grub.cfg", "linux /vmlinuz root=/dev/sda2 quiet")
                .facts();

        // when
        HostPlan plan = Planner.plan(wanted("nvidia-1155"), facts);

        // then
        assertThat(plan.changes().getFirst().step()).isEqualTo("kernel-arguments");
        assertThat(plan.changes()).noneMatch(Change.Reboot.class::isInstance);
    }

    @Test
    void cloudImagesOverridingFileGetsADropInAfterIt() {
        // given
        HostFacts facts = vendorVfio("1155", "0")
                .without("boot-entry")
                .without("grub line")
                .say("grub line /etc/default/grub", "GRUB_CMDLINE_LINUX_DEFAULT=\"quiet\"")
                .say(
                        "grub line /etc/default/grub.d/50-cloudimg-settings.cfg",
                        "GRUB_CMDLINE_LINUX_DEFAULT=\"console=ttyS0\"")
                .say("boot-entry /boot/grub/grub.cfg", "linux /vmlinuz root=/dev/sda2 console=ttyS0")
                .facts();

        // when
        Change change = Planner.plan(wanted("nvidia-1155"), facts).changes().getFirst();

        // then
        assertThat(((Change.RunScript) change).script())
                .contains("GRUB_CMDLINE_LINUX_DEFAULT=\"$GRUB_CMDLINE_LINUX_DEFAULT intel_iommu=on iommu=pt\"");
    }

    @Test
    void kernelWithoutTheDriverGetsItAgainAndAPendingNewerKernelComesFirst() {
        // given
        AnswerForTests lost = vendorVfio("0", "0").without("installed-module").without("module nvidia");

        // when
        HostPlan again = Planner.plan(wanted("nvidia-1155"), lost.facts());
        HostPlan newer = Planner.plan(
                wanted("nvidia-1155"),
                lost.say("kernel installed", "6.8.0-51-generic")
                        .say("module nouveau", "")
                        .facts());

        // then
        assertThat(again.changes()).extracting(Change::step).containsExactly("driver", "driver", "reboot");
        assertThat(again.changes().getFirst()).isInstanceOf(Change.DeliverDriver.class);
        assertThat(newer.changes()).extracting(Change::step).doesNotContain("driver");
        assertThat(newer.text()).contains("after the restart, since a newer kernel is installed");
    }

    @Test
    void upgradeTakesVgpusAndNeedsThemUnused() {
        // given
        HostFacts facts = vendorVfio("1155", "0").facts();
        Wanted.Driver newer = new Wanted.Driver("http://p/NVIDIA-GRID-Linux-KVM-580.82.02-580.82.07-581.15.zip", "ab");

        // when
        HostPlan plan = Planner.plan(Wanted.vgpu(layout("nvidia-1155"), newer), facts);
        HostPlan used = Planner.plan(
                Wanted.vgpu(layout("nvidia-1155"), newer),
                vendorVfio("1155", "0").say("use 0000:17:00.4 running", "vm1").facts());

        // then
        assertThat(plan.text()).contains("install driver 580.82.02", "in place of 580.65.05");
        assertThat(plan.changes().get(1).destroys()).containsExactly("0000:17:00.4");
        assertThat(used.blockers()).isNotEmpty();
        assertThat(used.changes()).isEmpty();
    }

    @Test
    void secureBootStopsBeforeAUselessReboot() {
        // given
        HostFacts facts = vendorVfio("0", "0")
                .without("module nvidia")
                .without("secure-boot")
                .say("secure-boot", "enabled")
                .facts();

        // when
        HostPlan plan = Planner.plan(wanted("nvidia-1155"), facts);

        // then
        assertThat(plan.blockers()).singleElement().asString().contains("secure boot");
    }

    @Test
    void dellSettingsAreMadeByRacadmAndPendingOnesOnlyRebooted() {
        // given
        String sriov = "racadm BIOS.IntegratedDevices.SriovGlobalEnable";
        AnswerForTests answer = vendorVfio("0", "0").say("tool racadm", "/opt/dell/srvadmin/bin/idracadm7");

        // when
        HostPlan set = Planner.plan(
                wanted("nvidia-1155"), answer.say(sriov, "Disabled").facts());
        HostPlan pending = Planner.plan(
                wanted("nvidia-1155"),
                answer.without("racadm")
                        .say(sriov, "Disabled (Pending Value=Enabled)")
                        .facts());
        HostPlan forgotten = Planner.plan(
                wanted("nvidia-1155"), answer.say("racadm job", "none").facts());

        // then
        assertThat(set.changes()).extracting(Change::step).containsExactly("firmware", "reboot");
        assertThat(pending.changes()).extracting(Change::step).containsExactly("reboot");
        assertThat(forgotten.changes()).extracting(Change::step).containsExactly("firmware", "reboot");
    }

    @Test
    void oneProductForBothUsesIsRefused() {
        // given
        HostFacts facts = vendorVfio("0", "0").card("0000:65:00.0", "26b9", 32).facts();
        Wanted both = new Wanted(
                Wanted.Path.VGPU, layout("nvidia-1155"), List.of("0000:65:00.0"), DRIVER, Options.defaults());

        // when
        HostPlan plan = Planner.plan(both, facts);

        // then
        assertThat(plan.blockers()).anySatisfy(b -> assertThat(b).contains("10de:26b9", "one use per host"));
    }

    @Test
    void neighbourInTheGroupOfAWholeCardIsNamed() {
        // given
        HostFacts facts = AnswerForTests.ready()
                .card("0000:3d:00.0", "1eb8", 0)
                .say("neighbour 0000:3d:00.0", "0000:3d:00.3 0x020000 mlx5_core")
                .facts();

        // when
        HostPlan plan = Planner.plan(Wanted.passthrough(List.of("10de:1eb8")), facts);

        // then
        assertThat(plan.blockers()).anySatisfy(b -> assertThat(b).contains("0000:3d:00.3", "mlx5_core"));
    }

    @Test
    void hostThatTheRoleMadeIsTakenOverWithoutAChange() {
        // given
        String uuid = "73269d0f-b2c9-438d-8f28-f9e4bc6c6995";
        AnswerForTests answer = AnswerForTests.ready()
                .card(CARD, "20b5", 16)
                .function(CARD, 0, "0000:17:00.4", "mdev", "0")
                .say("mdev " + uuid + " parent", "0000:17:00.4")
                .say("mdev " + uuid + " type", "nvidia-697")
                .say("definition 1 path", "0000:17:00.4/" + uuid)
                .say("definition 1 line", "{\"mdev_type\":\"nvidia-697\",\"start\":\"manual\",\"attrs\":[]}");
        foreignUnit(
                answer, "nvidia-sriov-0000:17:00.0.service", "ExecStart=/usr/lib/nvidia/sriov-manage -e 0000:17:00.0");
        foreignUnit(answer, "nvidia-mdev@" + uuid + ".service", "ExecStart=-/usr/bin/mdevctl start --uuid %i");
        HostFacts facts = answer.say("sum /usr/local/sbin/gantry-gpu-boot", "x").facts();

        // when
        VgpuLayout adopted = Adoption.layoutOf(facts);
        HostPlan plan = Planner.plan(Adoption.wantedOf(facts), facts);

        // then
        assertThat(adopted.cards().getFirst().virtualFunctions()).containsExactly(VirtualFunction.of(0, "nvidia-697"));
        assertThat(plan.isSatisfied()).as(plan.text()).isTrue();
    }

    @Test
    void migHostThatTheRoleMadeIsTakenOverWithoutAChangeAndCutAnewByOurs() {
        // given: NVIDIA's manager cuts the card from kayobe.yaml at every boot
        AnswerForTests answer = AnswerForTests.ready()
                .card(CARD, "20b5", 16)
                .function(CARD, 0, "0000:17:00.4", "mdev", "0")
                .say("mig-mode", "00000000:17:00.0, 0, Enabled, Enabled")
                .say("mig-instance", "|   0  MIG 2g.20gb          14        3          0:2     |")
                .say("unit nvidia-mig-manager.service", "loaded active enabled");
        foreignUnit(
                answer, "nvidia-sriov-0000:17:00.0.service", "ExecStart=/usr/lib/nvidia/sriov-manage -e 0000:17:00.0");
        String config = "/etc/nvidia-mig-manager/kayobe.yaml";
        HostFacts facts = answer.say("sum " + config, "abc")
                .say("owner " + config, "foreign")
                .say("file-line " + config, "            \"2g.20gb\": 1")
                .facts();
        Wanted other = Wanted.vgpu(
                new VgpuLayout(List.of(CardLayout.withVgpus(
                        PciAddress.parse(CARD), List.of(), Map.of(dev.gantry.gpu.MigProfile.parse("1g.10gb"), 2)))),
                DRIVER);

        // when
        HostPlan taken = Planner.plan(Adoption.wantedOf(facts), facts);
        HostPlan cut = Planner.plan(other, facts);

        // then
        assertThat(taken.isSatisfied()).as(taken.text()).isTrue();
        assertThat(cut.text()).contains("make MIG devices 0000:17:00.0 1g.10gb:2", "gantry-mig.service");
    }

    @Test
    void unitThatNamesAMissingMdevctlIsReplaced() {
        // given
        String uuid = "73269d0f-b2c9-438d-8f28-f9e4bc6c6995";
        AnswerForTests answer = AnswerForTests.ready()
                .card(CARD, "20b5", 16)
                .function(CARD, 0, "0000:17:00.4", "mdev", "0")
                .say("mdev " + uuid + " parent", "0000:17:00.4")
                .say("mdev " + uuid + " type", "nvidia-697")
                .say("definition 1 path", "0000:17:00.4/" + uuid)
                .say("definition 1 line", "{\"mdev_type\":\"nvidia-697\"}");
        foreignUnit(
                answer, "nvidia-sriov-0000:17:00.0.service", "ExecStart=/usr/lib/nvidia/sriov-manage -e 0000:17:00.0");
        foreignUnit(answer, "nvidia-mdev@" + uuid + ".service", "ExecStart=-/usr/sbin/mdevctl start --uuid %i");

        // when
        HostPlan plan = Planner.plan(wanted("nvidia-697"), answer.facts());

        // then
        assertThat(plan.text()).contains("write /etc/systemd/system/nvidia-mdev@" + uuid + ".service");
    }

    @Test
    void unknownCardAndImpossibleFunctionSayWhatIsThere() {
        // given
        HostFacts facts = vendorVfio("0", "0").facts();
        VgpuLayout elsewhere = new VgpuLayout(List.of(GuideHosts.timeSliced("0000:99:00.0", "nvidia-1155")));
        VgpuLayout tooMany = new VgpuLayout(List.of(CardLayout.withVgpus(
                PciAddress.parse(CARD), List.of(VirtualFunction.of(40, "nvidia-1155")), Map.of())));

        // when
        HostPlan unknown = Planner.plan(Wanted.vgpu(elsewhere, DRIVER), facts);
        HostPlan many = Planner.plan(Wanted.vgpu(tooMany, DRIVER), facts);

        // then
        assertThat(unknown.blockers().getFirst()).contains("0000:99:00.0", "0000:17:00.0 (10de:26b9)");
        assertThat(many.blockers()).anySatisfy(b -> assertThat(b).contains("41 virtual functions", "at most 32"));
    }

    @Test
    void digestMovesWithTheFactsThatMatterOnly() {
        // given
        Wanted wanted = wanted("nvidia-1155");
        HostFacts facts = vendorVfio("0", "0").facts();
        HostFacts fuller =
                vendorVfio("0", "0").without("free").say("free /opt", "40000").facts();
        HostFacts other = vendorVfio("0", "1155").facts();

        // then
        assertThat(Planner.plan(wanted, fuller).digest(fuller))
                .isEqualTo(Planner.plan(wanted, facts).digest(facts));
        assertThat(Planner.plan(wanted, other).digest(other))
                .isNotEqualTo(Planner.plan(wanted, facts).digest(facts));
    }

    private static void foreignUnit(AnswerForTests answer, String name, String command) {
        String path = "/etc/systemd/system/" + name;
        answer.say("sum " + path, "abc")
                .say("mode " + path, "600")
                .say("owner " + path, "foreign")
                .say("file-line " + path, command)
                .say("unit " + name, "loaded active enabled");
    }

    private static AnswerForTests vendorVfio(String first, String second) {
        return AnswerForTests.ready()
                .card(CARD, "26b9", 32)
                .function(CARD, 0, "0000:17:00.4", "vendor-vfio", first)
                .function(CARD, 1, "0000:17:00.5", "vendor-vfio", second);
    }

    private static VgpuLayout layout(String type) {
        return new VgpuLayout(List.of(GuideHosts.timeSliced(CARD, type)));
    }

    private static Wanted wanted(String type) {
        return Wanted.vgpu(layout(type), DRIVER);
    }
}
