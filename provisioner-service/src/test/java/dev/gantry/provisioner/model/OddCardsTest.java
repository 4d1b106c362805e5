package dev.gantry.provisioner.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.gpu.layout.CardLayout;
import dev.gantry.gpu.layout.VgpuLayout;
import dev.gantry.gpu.layout.VirtualFunction;
import dev.gantry.gpu.mig.MigProfile;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.provisioner.model.desired.DesiredState;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.facts.card.FoundMig;
import dev.gantry.provisioner.model.plan.Change;
import dev.gantry.provisioner.model.plan.ExpectedChange;
import dev.gantry.provisioner.model.plan.HostPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One card that is dead, held by somebody else or odd does not hide the others, and is called what it is. */
class OddCardsTest {
    private static final PciAddress GOOD = PciAddress.parse("0000:17:00.0");
    private static final PciAddress DEAD = PciAddress.parse("0000:65:00.0");

    @TempDir
    Path folder;

    /** What nvidia-smi of several branches says when a card has fallen off the bus; it tells of no card then, or only of those before. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Unable to determine the device handle for GPU0000:65:00.0: Unknown Error | 255",
                "Unable to determine the device handle for GPU1: 0000:65:00.0: GPU is lost. Reboot the system to"
                        + " recover this GPU | 15",
                "00000000:65:00.0, [Unknown Error], [GPU is lost], [GPU is lost] | 0",
                "00000000:65:00.0, 1, [GPU requires reset], [GPU requires reset] | 0",
                "00000000:65:00.0, 1, ERR!, ERR! | 0",
                "00000000:65:00.0, 1, [Insufficient Permissions], [Insufficient Permissions] | 0",
            })
    void deadCardIsNotKnownAndTheOthersAre(String said, int code) throws Exception {
        // given
        boolean isAlone = code != 0;
        HostTree tree =
                twoCards("""
                    case $* in
                      '-i 0000:17:00.0 --query'*) echo '00000000:17:00.0, 0, Enabled, Enabled' ;;
                      '-i 0000:65:00.0 --query'*) echo '%1$s'; exit %2$d ;;
                      --query*) %3$s echo '%1$s'; exit %2$d ;;
                      mig*' -i 0 '*-lgi) echo '|   0  MIG 2g.20gb          14        3          0:2     |' ;;
                      mig*-lgi) echo 'Unable to determine the device handle for GPU0000:65:00.0: Unknown Error'; exit 255 ;;
                    esac
                    """.formatted(said, code, isAlone ? ":;" : "echo '00000000:17:00.0, 0, Enabled, Enabled';"));

        // when
        HostFacts facts = Inspection.parse(tree.inspect("/bin/sh"));

        // then
        assertThat(facts.mig(GOOD)).get().satisfies(m -> {
            assertThat(m.current()).isEqualTo(FoundMig.Mode.ENABLED);
            assertThat(m.instances()).containsOnly(Map.entry(MigProfile.parse("2g.20gb"), 1));
        });
        assertThat(facts.whyNotKnown("mig " + GOOD)).isEmpty();
        assertThat(facts.whyNotKnown("mig " + DEAD))
                .hasValueSatisfying(why -> assertThat(why).contains(said.replaceFirst("^.*(?:0000:65:00.0: |, )", "")));
    }

    @Test
    void listOfMigDevicesThatIsNoneBelongsToItsCard() throws Exception {
        // given: an answer of success without a word, which is no empty list
        HostTree tree = twoCards("""
            case $* in
              *--query*) echo '00000000:17:00.0, 0, Enabled, Enabled'; echo '00000000:65:00.0, 1, Disabled, Disabled' ;;
              mig*-lgi) exit 0 ;;
            esac
            """);

        // when
        HostFacts facts = Inspection.parse(tree.inspect("/bin/sh"));

        // then
        assertThat(facts.whyNotKnown("mig " + GOOD)).isPresent();
        assertThat(facts.whyNotKnown("mig " + DEAD)).isEmpty();
    }

    @Test
    void deadCardStopsOnlyWhatIsWantedOfIt() {
        // given
        InspectionOutputForTests answer = InspectionOutputForTests.ready()
                .card(GOOD.toString(), "20b5", 16)
                .function(GOOD.toString(), 0, "0000:17:00.4", "mdev", "0")
                .card(DEAD.toString(), "20b5", 16)
                .say("mig-mode", "00000000:17:00.0, 0, Disabled, Disabled")
                .say("not-known mig " + DEAD, "nvidia-smi -i 0000:65:00.0 said: Unknown Error");

        // then
        assertThat(Planner.plan(sliced(GOOD), answer.facts()).blockers()).isEmpty();
        assertThat(Planner.plan(sliced(DEAD), answer.facts()).blockers())
                .singleElement()
                .asString()
                .contains("0000:65:00.0", "Unknown Error", "NVRM");
        assertThat(Planner.plan(DesiredState.nothing(), answer.facts()).blockers())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0000:17:00.0, 00000000:17:00.0",
        "0000:17:00.0, 00000000:17:00.0",
        "0001:17:00.0, 00000001:17:00.0",
        "000a:c1:00.0, 0000000A:C1:00.0",
        "0000:17:00.0, 0000:17:00.0",
    })
    void cardsOfEveryDomainAreRecognised(String address, String printed) throws Exception {
        // given
        HostTree tree = new HostTree(folder.resolve("root"))
                .function(address, "20b5", "030200", "nvidia", 40)
                .file("sys/module/nvidia/version", "580.65.05\n")
                .program("usr/bin/nvidia-smi", """
                    #!/bin/sh
                    case $* in
                      *--query*) echo '%1$s, 0, Disabled, Disabled' ;;
                      -q*) printf 'GPU %1$s\\n        vGPU Heterogeneous Mode           : Disabled\\n' ;;
                    esac
                    """.formatted(printed));

        // when
        HostFacts facts = Inspection.parse(tree.inspect("/bin/sh"));

        // then
        assertThat(facts.mig(PciAddress.parse(address))).isPresent();
        assertThat(facts.layer("mixed-sizes")).containsOnly(Map.entry(address, "Disabled"));
    }

    @Test
    void mixedSizesOfTheOthersAreKnownBesideADeadCard() throws Exception {
        // given
        HostTree tree = twoCards("""
            case $* in
              '-q -i 0000:17:00.0') printf 'GPU 00000000:17:00.0\\n   vGPU Heterogeneous Mode : Enabled\\n' ;;
              -q*) echo 'Unable to determine the device handle for GPU0000:65:00.0: Unknown Error'; exit 255 ;;
            esac
            """);

        // when
        HostFacts facts = Inspection.parse(tree.inspect("/bin/sh"));

        // then
        assertThat(facts.layer("mixed-sizes")).containsOnly(Map.entry("0000:17:00.0", "Enabled"));
        assertThat(facts.whyNotKnown("mixed-sizes 0000:65:00.0")).isPresent();
        assertThat(facts.whyNotKnown("mixed-sizes")).isEmpty();
    }

    /** A driver that runs is given the card, whoever has it now: pci-stub, a console's driver, nobody. */
    @ParameterizedTest
    @CsvSource({
        "20b5, 16, pci-stub, mig-mode",
        "20b5, 16, '', mig-mode",
        "20b5, 16, nvidiafb, mig-mode",
        "1db6, 0, '', mdev",
        "1eb8, 16, vfio-pci, mdev",
        "26b9, 32, xen-pciback, sr-iov",
    })
    void cardOfAnotherDriverIsGivenToNvidia(String product, int functions, String driver, String next) {
        // given
        InspectionOutputForTests answer = InspectionOutputForTests.ready()
                .card("0000:17:00.0", product, functions)
                .without("pci 0000:17:00.0 driver");
        if (!driver.isEmpty()) {
            answer.say("pci 0000:17:00.0 driver", driver);
        }
        DesiredState wanted = next.equals("mig-mode")
                ? mig()
                : DesiredState.vgpu(
                        new VgpuLayout(List.of(GuideHosts.timeSliced("0000:17:00.0", "nvidia-999"))), OneCard.DRIVER);

        // when
        HostPlan plan = Planner.plan(wanted, answer.facts());

        // then
        assertThat(plan.blockers()).as(plan.text()).isEmpty();
        assertThat(plan.changes()).extracting(Change::step).containsExactly("binding");
        assertThat(plan.destroys()).hasSize(driver.isEmpty() ? 0 : 1);
        assertThat(plan.expected()).extracting(ExpectedChange::step).contains(next);
    }

    @Test
    void likeCardsThatVfioTakesAlongAreNamed() {
        // given
        HostFacts facts = InspectionOutputForTests.ready()
                .card("0000:17:00.0", "26b9", 32)
                .card("0000:65:00.0", "26b9", 32)
                .card("0000:ca:00.0", "2236", 32)
                .say("tool update-initramfs", "/usr/sbin/update-initramfs")
                .facts();

        // then
        assertThat(Planner.plan(DesiredState.passthrough(List.of("0000:17:00.0")), facts)
                        .text())
                .contains("which gives 0000:65:00.0 away too");
        assertThat(Planner.plan(DesiredState.passthrough(List.of("10de:26b9")), facts)
                        .text())
                .doesNotContain("away too");
    }

    @Test
    void wholeCardWithoutAnIommuGroupIsToldBeforeItIsTaken() {
        // given
        HostFacts facts = InspectionOutputForTests.ready()
                .card("0000:17:00.0", "26b9", 32)
                .without("pci 0000:17:00.0 iommu_group")
                .facts();

        // then
        assertThat(Planner.plan(DesiredState.passthrough(List.of("0000:17:00.0")), facts)
                        .blockers())
                .anySatisfy(b -> assertThat(b).contains("an IOMMU group", "another slot"));
    }

    /** Dell's SR-IOV switch is for cards that have virtual functions made. */
    @ParameterizedTest
    @CsvSource({"1db6, 0, false", "1eb8, 16, false", "1b38, 0, false", "20b5, 0, true", "26b9, 32, true"})
    void sriovInTheBiosIsAskedForWhereVirtualFunctionsAre(String product, int functions, boolean isSet) {
        // given
        InspectionOutputForTests answer = InspectionOutputForTests.ready()
                .card("0000:17:00.0", product, functions)
                .say("tool racadm", "/opt/dell/srvadmin/bin/idracadm7")
                .say("racadm BIOS.IntegratedDevices.SriovGlobalEnable", "Disabled")
                .say("racadm BIOS.ProcSettings.ProcVirtualization", "Enabled");

        // then
        assertThat(Planner.plan(sliced(GOOD), answer.facts()).text().contains("set BIOS.IntegratedDevices"))
                .isEqualTo(isSet);
        assertThat(Planner.plan(DesiredState.passthrough(List.of("10de:" + product)), answer.facts())
                        .text())
                .doesNotContain("SriovGlobalEnable");
    }

    private HostTree twoCards(String smi) {
        return new HostTree(folder.resolve("root"))
                .function(GOOD.toString(), "20b5", "030200", "nvidia", 40)
                .function(DEAD.toString(), "20b5", "030200", "nvidia", 41)
                .file("sys/module/nvidia/version", "580.65.05\n")
                .program("usr/bin/nvidia-smi", "#!/bin/sh\n" + smi);
    }

    private static DesiredState sliced(PciAddress card) {
        return DesiredState.vgpu(
                new VgpuLayout(List.of(GuideHosts.timeSliced(card.toString(), "nvidia-999"))), OneCard.DRIVER);
    }

    private static DesiredState mig() {
        return DesiredState.vgpu(
                new VgpuLayout(List.of(CardLayout.withVgpus(
                        GOOD, List.of(VirtualFunction.of(0, "nvidia-700")), Map.of(MigProfile.parse("2g.20gb"), 1)))),
                OneCard.DRIVER);
    }
}
