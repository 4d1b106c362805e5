package dev.gantry.provisioner.model;

import static dev.gantry.provisioner.model.OneCard.vendorVfio;
import static dev.gantry.provisioner.model.OneCard.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.provisioner.model.desired.DesiredState;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.plan.Change;
import dev.gantry.provisioner.model.plan.HostPlan;
import org.junit.jupiter.api.Test;

/** Kernel arguments where the menu is not as simple as a fresh install has it. */
class BootMenuTest {
    @Test
    void argumentsThatAreWantedNoMoreAreNoReasonForAReboot() {
        // given: they were ours, and are still on the running kernel's line
        HostFacts facts = InspectionOutputForTests.ready()
                .say("grub line /etc/default/grub", "# Managed by Gantry: added intel_iommu=on iommu=pt")
                .say("domain running", "instance-00000001")
                .facts();

        // when
        HostPlan plan = Planner.plan(DesiredState.nothing(), facts);

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
                        "edit_new_1='GRUB_CMDLINE_LINUX_DEFAULT=\"$GRUB_CMDLINE_LINUX_DEFAULT intel_iommu=on"
                                + " iommu=pt\"'");
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
}
