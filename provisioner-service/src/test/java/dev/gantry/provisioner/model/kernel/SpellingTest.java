package dev.gantry.provisioner.model.kernel;

import static dev.gantry.provisioner.model.OneCard.vendorVfio;
import static dev.gantry.provisioner.model.OneCard.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.provisioner.model.InspectionOutputForTests;
import dev.gantry.provisioner.model.Planner;
import dev.gantry.provisioner.model.plan.Change;
import dev.gantry.provisioner.model.plan.HostPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a platform takes as the same, written in each way that it takes. */
class SpellingTest {

    /** The kernel: {@code -} is {@code _} in names, quotes are no part of a value, hex digits are of either case. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "vfio-pci.ids=10de:26b9",
                "vfio_pci.ids=10de:26b9",
                "vfio-pci.ids=10DE:26B9",
                "vfio-pci.ids=\"10de:26b9\"",
                "\"vfio_pci.ids=10de:26b9\"",
                "`vfio_pci.ids=1af4:1041,10de:26b9`",
            })
    void cardGivenAwayOnTheCommandLineIsTakenBackHoweverThatIsWritten(String argument) {
        // given: vGPUs are wanted on the card
        InspectionOutputForTests answer = vendorVfio("1155", "0")
                .without("kernel arguments")
                .without("grub line")
                .without("boot-entry")
                .say("kernel arguments", "root=/dev/sda2 intel_iommu=on iommu=pt " + argument)
                .say(
                        "grub line /etc/default/grub",
                        "GRUB_CMDLINE_LINUX_DEFAULT='intel_iommu=on iommu=pt " + argument + "'")
                .say("boot-entry /boot/grub/grub.cfg", "linux /vmlinuz ro intel_iommu=on iommu=pt " + argument);

        // when
        HostPlan plan = Planner.plan(wanted("nvidia-1155"), answer.facts());

        // then
        assertThat(plan.changes()).extracting(Change::step).contains("kernel-arguments", "reboot");
        String script = ((Change.RunScript) plan.changes().getFirst()).script();
        String written = script.lines()
                .filter(l -> l.startsWith("edit_new_1="))
                .findFirst()
                .orElseThrow();
        assertThat(written).contains("intel_iommu=on iommu=pt").doesNotContainIgnoringCase("10de:26b9");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "intel_iommu=on iommu=pt",
                "intel-iommu=on iommu=pt",
                "intel_iommu=on,sm_on iommu=pt",
                "\"intel_iommu=on\" iommu=\"pt\"",
            })
    void argumentThatIsThereIsNotAddedAgain(String arguments) {
        // given
        InspectionOutputForTests answer = vendorVfio("1155", "0")
                .without("kernel arguments")
                .without("grub line")
                .without("boot-entry")
                .say("kernel arguments", "root=/dev/sda2 " + arguments)
                .say("grub line /etc/default/grub", "GRUB_CMDLINE_LINUX_DEFAULT='" + arguments + "'")
                .say("boot-entry /boot/grub/grub.cfg", "linux /vmlinuz ro " + arguments);

        // when
        HostPlan plan = Planner.plan(wanted("nvidia-1155"), answer.facts());

        // then
        assertThat(plan.changes()).extracting(Change::step).doesNotContain("kernel-arguments", "reboot");
    }

    @Test
    void argumentSwitchedOffInAnySpellingIsTurned() {
        assertThat(new KernelArguments(java.util.List.of("intel_iommu=on"), java.util.Set.of())
                        .isSatisfiedBy("ro intel-iommu=off"))
                .isFalse();
    }

    /** modprobe.d and the two arguments that kmod and the kernel read. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "config /etc/modprobe.d/x.conf | blacklist nouveau",
                "config /etc/modprobe.d/x.conf | blacklist   nouveau",
                "config /etc/modprobe.d/x.conf | blacklist nouveau # by hand",
                "config /usr/lib/modprobe.d/nvidia-installer-disable-nouveau.conf | blacklist nouveau",
                "config /etc/modprobe.d/x.conf | install nouveau /bin/false",
                "config /etc/modprobe.d/x.conf | install nouveau /usr/bin/true",
                "argument | modprobe.blacklist=nouveau",
                "argument | modprobe.blacklist=pcspkr,nouveau",
                "argument | module_blacklist=nouveau",
                "argument | module-blacklist=nouveau,pcspkr",
                "argument | \"modprobe.blacklist=nouveau\"",
            })
    void nouveauThatIsForbiddenAlreadyGetsNoFileOfOurs(String where, String text) {
        // given
        InspectionOutputForTests answer = vendorVfio("1155", "0").say("installed-module nouveau", "");
        if (where.equals("argument")) {
            String arguments = "root=/dev/sda2 intel_iommu=on iommu=pt " + text;
            answer.without("kernel arguments").say("kernel arguments", arguments);
        } else {
            answer.say(where, text);
        }

        // when
        HostPlan plan = Planner.plan(wanted("nvidia-1155"), answer.facts());

        // then
        assertThat(plan.changes()).extracting(Change::step).doesNotContain("nouveau", "initramfs");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "options vfio-pci ids=10de:26b9",
                "  options\tvfio_pci  disable_vga=1 ids=10DE:26B9",
                "options vfio_pci ids=\"1af4:1041,10de:26b9\"",
            })
    void fileThatGivesTheCardAwayIsNamedHoweverItIsWritten(String line) {
        // when
        HostPlan plan = Planner.plan(
                wanted("nvidia-1155"),
                vendorVfio("1155", "0")
                        .say("config /etc/modprobe.d/x.conf", line)
                        .facts());

        // then
        assertThat(plan.blockers()).singleElement().asString().contains("/etc/modprobe.d/x.conf");
    }
}
