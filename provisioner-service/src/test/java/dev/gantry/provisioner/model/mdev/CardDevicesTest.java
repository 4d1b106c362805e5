package dev.gantry.provisioner.model.mdev;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.gpu.layout.CardLayout;
import dev.gantry.gpu.layout.VgpuLayout;
import dev.gantry.gpu.layout.VirtualFunction;
import dev.gantry.gpu.pci.MdevUuid;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.provisioner.model.GuideHosts;
import dev.gantry.provisioner.model.InspectionOutputForTests;
import dev.gantry.provisioner.model.OneCard;
import dev.gantry.provisioner.model.Planner;
import dev.gantry.provisioner.model.desired.Adoption;
import dev.gantry.provisioner.model.desired.DesiredState;
import dev.gantry.provisioner.model.facts.FoundDevice;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.plan.Change;
import dev.gantry.provisioner.model.plan.HostPlan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cards up to Turing, whose vGPUs are mediated devices of the card itself. */
class CardDevicesTest {
    private static final String CARD = "0000:3d:00.0";
    private static final PciAddress ADDRESS = PciAddress.parse(CARD);
    private static final String FOREIGN = "7c5cbcd1-4a1e-4f4e-9d0a-5a8c3d1a9b77";
    private static final String FIRST = MdevUuid.of(ADDRESS, 0).toString();

    /** A T4 says that it has sixteen virtual functions, a P40, an M10 and a V100 say nothing: none of them has its vGPUs there. */
    @ParameterizedTest
    @CsvSource({"1db6, 0, V100D-8Q", "1eb8, 16, T4-4Q", "1b38, 0, P40-6Q", "13bd, 0, M10-2Q"})
    void devicesAreMadeOnTheCardAndNothingIsAskedOfSrIov(String product, int functions, String type) {
        // given
        HostFacts facts = ready(product, functions)
                .say("types " + CARD, "nvidia-777 GRID " + type)
                .say("left " + CARD + " nvidia-777", "4")
                .facts();

        // when
        HostPlan plan = Planner.plan(wanted(type, type), facts);

        // then
        assertThat(plan.blockers()).as(plan.text()).isEmpty();
        assertThat(plan.changes()).extracting(Change::step).containsExactly("mdev", "boot-units");
        assertThat(plan.text())
                .contains("start nvidia-777 on " + CARD + " as " + FIRST)
                .contains("start nvidia-777 on " + CARD + " as " + MdevUuid.of(ADDRESS, 1));
        String units = ((Change.RunScript) plan.changes().getLast()).script();
        assertThat(units)
                .contains("ExecStart=/usr/local/sbin/gantry-gpu-boot mdev " + FIRST + " " + CARD + " nvidia-777")
                .contains("Wants=sys-devices-pci0000:16-0000:16:02.0-0000:3d:00.0.device")
                .doesNotContain("nvidia-sriov-");
    }

    @Test
    void beforeItsDriverIsThereTheCardIsExpectedToCarryThem() {
        // given
        HostFacts bare = InspectionOutputForTests.ready()
                .without("module nvidia")
                .without("installed-module")
                .card(CARD, "1db6", 0)
                .facts();

        // when
        HostPlan plan = Planner.plan(wanted("V100D-8Q"), bare);

        // then
        assertThat(plan.blockers()).as(plan.text()).isEmpty();
        assertThat(plan.changes())
                .extracting(Change::step)
                .contains("driver", "reboot")
                .doesNotContain("sr-iov");
        assertThat(plan.text()).contains("make 1 vGPUs on " + CARD);
    }

    @Test
    void devicesOfOthersAreKeptByTheirTypeAndSurplusOnesGo() {
        // given: two made by hand, one of them of the wanted type; a definition that nothing uses
        HostFacts facts = ready("1db6", 0)
                .say("types " + CARD, "nvidia-194 GRID V100D-8Q")
                .say("mdev " + FOREIGN + " parent", CARD)
                .say("mdev " + FOREIGN + " type", "nvidia-194")
                .say("mdev 11111111-1111-4111-8111-111111111111 parent", CARD)
                .say("mdev 11111111-1111-4111-8111-111111111111 type", "nvidia-195")
                .say("definition 1 path", CARD + "/22222222-2222-4222-8222-222222222222")
                .say("definition 1 line", "{\"mdev_type\":\"nvidia-195\",\"start\":\"manual\",\"attrs\":[]}")
                .facts();

        // when
        HostPlan plan = Planner.plan(wanted("nvidia-194", "nvidia-194"), facts);

        // then
        assertThat(plan.destroys()).containsExactly("11111111-1111-4111-8111-111111111111");
        assertThat(plan.text())
                .contains("stop 11111111-1111-4111-8111-111111111111")
                .contains("undefine 22222222-2222-4222-8222-222222222222")
                .contains("start nvidia-194 on " + CARD + " as " + MdevUuid.of(ADDRESS, 1))
                .contains("nvidia-mdev@" + FOREIGN + ".service");
    }

    @Test
    void whatIsThereIsPublishedAtTheCardsAddressAndTakenOver() {
        // given
        InspectionOutputForTests answer = ready("1db6", 0).say("types " + CARD, "nvidia-194 GRID V100D-8Q");
        for (String uuid : List.of(FIRST, FOREIGN)) {
            answer.say("mdev " + uuid + " parent", CARD).say("mdev " + uuid + " type", "nvidia-194");
        }
        HostFacts facts = answer.facts();

        // then
        assertThat(facts.devices()).extracting(FoundDevice::address).containsExactly(ADDRESS, ADDRESS);
        assertThat(Adoption.layoutOf(facts).cards().getFirst().virtualFunctions())
                .containsExactlyInAnyOrder(VirtualFunction.of(0, "nvidia-194"), VirtualFunction.of(1, "nvidia-194"));
        assertThat(Planner.plan(Adoption.desiredOf(facts), facts).destroys()).isEmpty();
    }

    @Test
    void nothingWantedTakesThemAllAway() {
        // given
        HostFacts facts = ready("1db6", 0)
                .say("mdev " + FOREIGN + " parent", CARD)
                .say("mdev " + FOREIGN + " type", "nvidia-194")
                .facts();
        VgpuLayout discovery = new VgpuLayout(List.of(CardLayout.withVgpus(ADDRESS, List.of(), Map.of())));

        // then
        assertThat(Planner.plan(DesiredState.nothing(), facts).destroys()).containsExactly(FOREIGN);
        assertThat(Planner.plan(DesiredState.passthrough(List.of(CARD)), facts).destroys())
                .contains(FOREIGN);
        assertThat(Planner.plan(DesiredState.vgpu(discovery, OneCard.DRIVER), facts)
                        .destroys())
                .containsExactly(FOREIGN);
    }

    private static InspectionOutputForTests ready(String product, int functions) {
        return InspectionOutputForTests.ready()
                .card(CARD, product, functions)
                .say("pci " + CARD + " framework", "mdev");
    }

    private static DesiredState wanted(String... types) {
        return DesiredState.vgpu(new VgpuLayout(List.of(GuideHosts.timeSliced(CARD, types))), OneCard.DRIVER);
    }
}
