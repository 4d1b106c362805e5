package dev.gantry.provisioner.model.kernel;

import static dev.gantry.provisioner.model.OneCard.vendorVfio;
import static dev.gantry.provisioner.model.OneCard.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.provisioner.model.InspectionOutputForTests;
import dev.gantry.provisioner.model.Planner;
import dev.gantry.provisioner.model.desired.DesiredState;
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
                "vfio-pci.ids=10de:26b9:10de:1851",
                "vfio-pci.ids=8086:1234 vfio_pci.ids=10de:26b9",
                "pci-stub.ids=10de:26b9",
                "`pci_stub.ids=1af4:1041,10DE:26b9`",
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
                "intel_iommu=sm_on intel_iommu=on iommu=pt",
                "intel_iommu=igfx_off intel_iommu=on iommu=force iommu=pt",
                "intel_iommu=on iommu=force,pt",
                "intel_iommu=on iommu.passthrough=1",
                "intel_iommu=on intel_iommu=on iommu=pt iommu=pt",
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "intel-iommu=off intel_iommu=on iommu=pt",
                "intel_iommu=on,off iommu=pt",
                "intel_iommu=on iommu=pt iommu=off",
                "intel_iommu=on iommu=pt iommu=nopt",
                "intel_iommu=on iommu=pt iommu.passthrough=0",
                "intel_iommu=on iommu=pt amd_iommu=off",
            })
    void argumentSwitchedOffInAnySpellingIsTurned(String arguments) {
        assertThat(new KernelArguments(java.util.List.of("intel_iommu=on", "iommu=pt"), java.util.Set.of(), true)
                        .isSatisfiedBy("ro " + arguments))
                .isFalse();
    }

    /** Where nothing is wanted of its cards a host's own arguments are its operator's. */
    @ParameterizedTest
    @ValueSource(strings = {"intel_iommu=off", "amd_iommu=off", "vfio-pci.ids=10de:26b9", "pci-stub.ids=10de:26b9"})
    void argumentsOfOthersAreLeftWhereNothingIsWanted(String argument) {
        // given
        InspectionOutputForTests answer = InspectionOutputForTests.ready()
                .without("kernel arguments")
                .without("grub line")
                .without("boot-entry")
                .say("kernel arguments", "root=/dev/sda2 " + argument)
                .say("grub line /etc/default/grub", "GRUB_CMDLINE_LINUX_DEFAULT='" + argument + "'")
                .say("boot-entry /boot/grub/grub.cfg", "linux /vmlinuz ro " + argument);

        // then
        assertThat(Planner.plan(DesiredState.nothing(), answer.facts()).text()).isEqualTo("nothing to do\n");
        // and what was ours goes, with the restart that gives the cards back
        answer.say("grub line /etc/default/grub", "# Managed by Gantry: added " + argument);
        assertThat(Planner.plan(DesiredState.nothing(), answer.facts()).changes())
                .extracting(Change::step)
                .first()
                .isEqualTo("kernel-arguments");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GRUB_CMDLINE_LINUX_DEFAULT=$(cat /etc/kernel/args)",
                "GRUB_CMDLINE_LINUX_DEFAULT=\"quiet $(echo x)\"",
                "GRUB_CMDLINE_LINUX_DEFAULT=\"quiet `echo x`\"",
                "GRUB_CMDLINE_LINUX_DEFAULT=\"quiet\"\" splash\"",
                "GRUB_CMDLINE_LINUX_DEFAULT='quiet'splash",
                "GRUB_CMDLINE_LINUX_DEFAULT=\"quiet \\",
            })
    void lineThatAShellHasToWorkOutIsNotReadAsWords(String line) {
        assertThat(GrubLine.parse(line)).isEmpty();
    }

    /** Neither grub nor entries that could be read, as with systemd-boot or a unified kernel image. */
    @Test
    void anotherBootLoaderIsToldBeforeTheHostRestartsInVain() {
        // given
        InspectionOutputForTests answer =
                vendorVfio("1155", "0").without("grub").without("boot-entry").without("tool update-grub");
        InspectionOutputForTests set =
                vendorVfio("1155", "0").without("grub").without("boot-entry").without("tool update-grub");

        // then
        assertThat(Planner.plan(
                                wanted("nvidia-1155"),
                                answer.without("kernel arguments")
                                        .say("kernel arguments", "root=/dev/sda2")
                                        .facts())
                        .blockers())
                .singleElement()
                .asString()
                .contains("/etc/kernel/cmdline");
        assertThat(Planner.plan(wanted("nvidia-1155"), set.facts()).blockers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/etc/kernel/cmdline | root=UUID=1 quiet intel_iommu=off | proxmox-boot-tool | 'root=UUID=1 quiet"
                        + " intel_iommu=on iommu=pt' to /etc/kernel/cmdline, then run proxmox-boot-tool refresh",
                "/usr/lib/kernel/cmdline | root=UUID=1 | sdbootutil | 'root=UUID=1 intel_iommu=on iommu=pt' to"
                        + " /etc/kernel/cmdline (it goes before /usr/lib/kernel/cmdline), then run sdbootutil",
                "/etc/kernel/cmdline | root=UUID=1 iommu=pt | kernel-install | 'root=UUID=1 iommu=pt intel_iommu=on'"
                        + " to /etc/kernel/cmdline, then run kernel-install add 6.8.0-49-generic"
                        + " /lib/modules/6.8.0-49-generic/vmlinuz",
                " | | | 'root=/dev/sda2 intel_iommu=on iommu=pt' to /etc/kernel/cmdline (which is not there",
            })
    void anotherBootLoaderIsToldWithFileLineAndCommand(String path, String line, String tool, String next) {
        // given
        InspectionOutputForTests answer = vendorVfio("1155", "0")
                .without("grub")
                .without("boot-entry")
                .without("tool update-grub")
                .without("kernel arguments")
                .without("iommu")
                .say("iommu groups", "0")
                .say("kernel arguments", "initrd=\\EFI\\x root=/dev/sda2");
        if (path != null) {
            answer.say("layer kernel-cmdline " + path, line).say("tool " + tool, "/usr/sbin/" + tool);
        }

        // then
        assertThat(Planner.plan(wanted("nvidia-1155"), answer.facts()).blockers())
                .singleElement()
                .asString()
                .contains(next);
    }
}
