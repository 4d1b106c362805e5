package dev.gantry.provisioner.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.gpu.VgpuLayout;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Kernel arguments where the menu is not as simple as a fresh install has it. */
class BootMenuTest {
    private static final String CARD = "0000:17:00.0";
    private static final Wanted.Driver DRIVER =
            new Wanted.Driver("file:///x/NVIDIA-Linux-x86_64-580.65.05-vgpu-kvm.run", null);

    @Test
    void argumentsThatAreWantedNoMoreAreNoReasonForAReboot() {
        // given: they were ours, and are still on the running kernel's line
        HostFacts facts = AnswerForTests.ready()
                .say("grub line /etc/default/grub", "# Managed by Gantry: added intel_iommu=on iommu=pt")
                .say("domain running", "instance-00000001")
                .facts();

        // when
        HostPlan plan = Planner.plan(Wanted.nothing(), facts);

        // then
        assertThat(plan.blockers()).isEmpty();
        assertThat(plan.changes()).extracting(Change::step).containsExactly("kernel-arguments");
    }

    @Test
    void entriesWithWrittenOutArgumentsGetThemByGrubbyOnRedHat8Too() {
        // given: an image whose entries do not use the variable that grub2-mkconfig sets
        HostFacts facts = vendorVfio("1155", "0")
                .without("os ")
                .without("tool update-grub")
                .without("boot-entry")
                .say("os id", "rocky")
                .say("os like", "rhel centos fedora")
                .say("os version", "8.10")
                .say("tool grub2-mkconfig", "/usr/sbin/grub2-mkconfig")
                .say(
                        "boot-entry /boot/loader/entries/0f-4.18.conf",
                        "options root=UUID=7a1c5f6e ro crashkernel=auto $tuned_params")
                .facts();

        // when
        Change change = Planner.plan(wanted("nvidia-1155"), facts).changes().getFirst();

        // then
        assertThat(((Change.RunScript) change).script()).contains("how='grub2-mkconfig'", "written_out='yes'");
    }

    @Test
    void menuEntriesOfOtherSystemsDoNotCount() {
        // given: os-prober found another system on a second disk
        HostFacts facts = vendorVfio("1155", "0")
                .say("boot-entry /boot/grub/grub.cfg", "\tlinux\t/boot/vmlinuz-5.10.0-33-amd64 root=/dev/sdb1 quiet")
                .facts();

        // when
        HostPlan plan = Planner.plan(wanted("nvidia-1155"), facts);

        // then
        assertThat(plan.changes()).extracting(Change::step).doesNotContain("kernel-arguments");
    }

    @Test
    void valueOverSeveralLinesStaysAndOursComesAfterIt() {
        // given
        HostFacts facts = vendorVfio("1155", "0")
                .without("boot-entry")
                .without("grub line")
                .say("grub line /etc/default/grub", "GRUB_CMDLINE_LINUX_DEFAULT=\"quiet \\")
                .say("boot-entry /boot/grub/grub.cfg", "linux /vmlinuz root=/dev/sda2 quiet splash")
                .facts();

        // when
        Change change = Planner.plan(wanted("nvidia-1155"), facts).changes().getFirst();

        // then
        assertThat(((Change.RunScript) change).script())
                .contains(
                        "edit_old_1=''",
                        "edit_new_1='GRUB_CMDLINE_LINUX_DEFAULT=\"$GRUB_CMDLINE_LINUX_DEFAULT intel_iommu=on iommu=pt\"'");
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
