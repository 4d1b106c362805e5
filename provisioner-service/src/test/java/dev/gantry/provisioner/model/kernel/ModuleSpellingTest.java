package dev.gantry.provisioner.model.kernel;

import static dev.gantry.provisioner.model.OneCard.vendorVfio;
import static dev.gantry.provisioner.model.OneCard.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.provisioner.model.InspectionOutputForTests;
import dev.gantry.provisioner.model.Planner;
import dev.gantry.provisioner.model.plan.Change;
import dev.gantry.provisioner.model.plan.HostPlan;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of modprobe.d and modules-load.d, written in each way that the tools take. */
class ModuleSpellingTest {

    /** What keeps nvidia away is told before anything is installed or restarted in vain, unless the module is there all the same. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bare | config /etc/modprobe.d/x.conf | blacklist nvidia | blacklist nvidia",
                "bare | config /usr/lib/modprobe.d/x.conf | install nvidia /bin/false # gpu for guests |"
                        + " /usr/lib/modprobe.d/x.conf",
                "bare | argument | module_blacklist=nouveau,nvidia | module_blacklist",
                "bare | argument | modprobe.blacklist=nvidia | modprobe.blacklist",
                "installed | config /etc/modprobe.d/x.conf | install nvidia /bin/true | install nvidia",
                "installed | argument | module-blacklist=nvidia | module-blacklist",
                "installed | config /etc/modprobe.d/x.conf | blacklist nvidia | -",
                "loaded | config /etc/modprobe.d/x.conf | blacklist nvidia | -",
                "bare | config /etc/modprobe.d/x.conf | blacklist nvidiafb | -",
                "bare | config /etc/modprobe.d/x.conf | install nvidia /usr/sbin/modprobe --ignore-install nvidia | -",
                "bare | argument | rd.driver.blacklist=nvidia | -",
            })
    void moduleThatIsKeptAwayIsSaidToBe(String host, String where, String text, String told) {
        // given
        InspectionOutputForTests answer = vendorVfio("0", "0");
        if (!host.equals("loaded")) {
            answer.without("module nvidia").without("pci 0000:17:00.0 driver").without("vf ");
        }
        if (host.equals("bare")) {
            answer.without("installed-module");
        }
        if (where.equals("argument")) {
            answer.without("kernel arguments")
                    .say("kernel arguments", "root=/dev/sda2 intel_iommu=on iommu=pt " + text);
        } else {
            answer.say(where, text);
        }

        // when
        HostPlan plan = Planner.plan(wanted("nvidia-1155"), answer.facts());

        // then
        if (told.equals("-")) {
            assertThat(plan.blockers()).as(plan.text()).isEmpty();
        } else {
            assertThat(plan.blockers()).singleElement().asString().contains(told, "take nvidia out");
        }
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
                "config /run/modprobe.d/x.conf | install nouveau :",
                "config /usr/local/lib/modprobe.d/x.conf | blacklist\tnouveau",
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
