package dev.gantry.inventory.flow.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.contracts.inspection.Facts;
import dev.gantry.contracts.inspection.InspectedCard;
import dev.gantry.contracts.inspection.Plan;
import dev.gantry.contracts.inspection.PlannedChange;
import dev.gantry.inventory.flow.desired.DesiredStates;
import dev.gantry.inventory.model.desired.DesiredStateResult;
import dev.gantry.inventory.model.host.Approval;
import dev.gantry.inventory.model.host.ApprovalPolicy;
import dev.gantry.inventory.model.host.Flag;
import dev.gantry.inventory.model.host.Host;
import dev.gantry.inventory.model.host.HostSpec;
import dev.gantry.inventory.model.lifecycle.HostState;
import dev.gantry.inventory.model.variables.Variables;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlagRulesTest {

    private static final Plan REBOOTS = plan(new PlannedChange("reboot", "reboot", true, List.of(), List.of()));
    private static final Plan EMPTY = plan();

    private static Plan plan(PlannedChange... changes) {
        return new Plan("d1", List.of(changes), List.of(), "");
    }

    private static Host host(ApprovalPolicy policy) {
        return host(policy, card());
    }

    private static Host host(ApprovalPolicy policy, Object definitions) {
        HostSpec.Reach reach = new HostSpec.Reach("10.0.0.7", 22, "stack", "SHA256:x", null);
        HostSpec spec = new HostSpec(
                reach, List.of(), Variables.of(Map.of("vgpu_definitions", definitions)), Variables.none(), policy);
        return Host.enrolled("gpu0", 1, spec, Instant.EPOCH);
    }

    private static Object card() {
        return List.of(Map.of(
                "pci_address", "0000:17:00.0",
                "virtual_functions", List.of(Map.of("mdev_type", "nvidia-700", "index", 0)),
                "mig_devices", Map.of("2g.20gb", 1)));
    }

    private static Map<Flag, Optional<String>> judge(Host host, InspectedCard card, Plan plan) {
        DesiredStateResult reading = new DesiredStates(List.of(), Variables.none()).reading(host.name(), host.spec());
        assertThat(reading.violations()).isEmpty();
        Facts facts = new Facts(
                "b", "rocky", "9.4", "5.14", "ro", true, "525.105.14", null, List.of(card), List.of(), null, null);
        return FlagRules.of(host, reading, facts, plan);
    }

    private static InspectedCard a100(String address, String productId) {
        return new InspectedCard(
                address, productId, "A100", "nvidia", 16, 16, "Enabled", "MDEV", 1, 0, List.of(), List.of());
    }

    @Test
    void disruptivePlanNeedsApproval() {
        // when
        var flags = judge(host(ApprovalPolicy.REQUIRED), a100("0000:17:00.0", "20b5"), REBOOTS);
        // then
        assertThat(flags.get(Flag.NEEDS_APPROVAL))
                .contains("a plan waits that reboots the host once: look at it and approve it by its digest d1");
        assertThat(flags.get(Flag.LAYOUT_IMPOSSIBLE)).isEmpty();
    }

    @Test
    void policyOrApprovalOfThisPlanGrantsIt() {
        // given
        Host approved = host(ApprovalPolicy.REQUIRED).approved(new Approval("d1", "ann", "ok", null));
        Host other = host(ApprovalPolicy.REQUIRED).approved(new Approval("d0", "ann", "ok", null));
        // when, then
        assertThat(judge(host(ApprovalPolicy.GRANTED), a100("0000:17:00.0", "20b5"), REBOOTS)
                        .get(Flag.NEEDS_APPROVAL))
                .isEmpty();
        assertThat(judge(approved, a100("0000:17:00.0", "20b5"), REBOOTS).get(Flag.NEEDS_APPROVAL))
                .isEmpty();
        assertThat(judge(other, a100("0000:17:00.0", "20b5"), REBOOTS).get(Flag.NEEDS_APPROVAL))
                .isPresent();
    }

    @Test
    void layoutForAnotherCardIsImpossible() {
        // when
        var wrongModel = judge(host(ApprovalPolicy.REQUIRED), a100("0000:17:00.0", "1eb8"), EMPTY);
        var wrongSlot = judge(host(ApprovalPolicy.REQUIRED), a100("0000:18:00.0", "20b5"), EMPTY);
        // then
        assertThat(wrongModel.get(Flag.LAYOUT_IMPOSSIBLE)).isPresent();
        assertThat(wrongSlot.get(Flag.LAYOUT_IMPOSSIBLE)).get().asString().contains("0000:17:00.0");
    }

    @Test
    void cardThatVfioHoldsIsNotSaidToBeWithoutMig() {
        // given: the driver is loaded for another card and cannot see this one; and a card that the catalogue knows to
        // have none
        var held = new InspectedCard(
                "0000:17:00.0", "20b5", "A100", "vfio-pci", 16, 0, null, "PASSTHROUGH", 1, 0, List.of(), List.of());
        var a40 = new InspectedCard(
                "0000:17:00.0", "2235", "A40", "nvidia", 16, 0, null, null, 1, 0, List.of(), List.of());
        // when, then
        assertThat(judge(host(ApprovalPolicy.REQUIRED), held, EMPTY).get(Flag.LAYOUT_IMPOSSIBLE))
                .isEmpty();
        assertThat(judge(host(ApprovalPolicy.REQUIRED), a40, EMPTY).get(Flag.LAYOUT_IMPOSSIBLE))
                .get()
                .asString()
                .contains("cannot MIG");
    }

    /** Before a driver is there nobody can be asked; what its system will not take is told before anything is installed. */
    @ParameterizedTest
    @CsvSource({"ubuntu, 24.04, true", "rocky, 10.0, true", "ubuntu, 22.04, false", "rocky, 9.6, false", "'', '', false"
    })
    void typesThatNovaWillNotTakeOnTheHostsFrameworkAreToldOfABareHost(String os, String version, boolean isTold) {
        // given: two sizes on one card, beside a card that carries mediated devices itself
        Object sizes = List.of(Map.of(
                "pci_address",
                "0000:17:00.0",
                "virtual_functions",
                List.of(Map.of("mdev_type", "A100D-40C", "index", 0), Map.of("mdev_type", "A100D-20C", "index", 1))));
        Host host = host(ApprovalPolicy.REQUIRED, sizes);
        var bare = new InspectedCard(
                "0000:17:00.0", "20b5", "A100", "nouveau", 16, 0, null, null, 1, 0, List.of(), List.of());
        var v100 = new InspectedCard(
                "0000:3d:00.0", "1db6", "V100", "nvidia", 0, 0, null, "MDEV", 1, 0, List.of(), List.of());
        Facts facts =
                new Facts("b", os, version, "6.8", "ro", true, null, null, List.of(v100, bare), List.of(), null, null);
        DesiredStateResult reading = new DesiredStates(List.of(), Variables.none()).reading(host.name(), host.spec());
        // when
        var flags = FlagRules.of(host, reading, facts, EMPTY);
        // then
        assertThat(flags.get(Flag.LAYOUT_IMPOSSIBLE).isPresent()).isEqualTo(isTold);
    }

    @Test
    void anOperatorsOwnChangeIsNoDrift() {
        // given
        Host active = host(ApprovalPolicy.REQUIRED).in(HostState.ACTIVE, Instant.EPOCH, null);
        active = active.with(active.work().running(2).changed(3));
        // when
        var flags = judge(active, a100("0000:17:00.0", "20b5"), REBOOTS);
        // then
        assertThat(flags.get(Flag.DRIFTED)).isEmpty();
        assertThat(flags.get(Flag.CHANGE_PENDING)).contains("reboot: reboot");
    }

    @Test
    void planThatTakesNothingAwayWaitsWhereApprovalIsRequired() {
        // given
        Plan adds = plan(new PlannedChange("mdev", "make mdevs", false, List.of(), List.of()));
        // when
        var required = judge(host(ApprovalPolicy.REQUIRED), a100("0000:17:00.0", "20b5"), adds);
        var granted = judge(host(ApprovalPolicy.GRANTED), a100("0000:17:00.0", "20b5"), adds);
        var empty = judge(host(ApprovalPolicy.REQUIRED), a100("0000:17:00.0", "20b5"), EMPTY);
        // then
        assertThat(required.get(Flag.NEEDS_APPROVAL)).get().asString().contains("takes nothing away");
        assertThat(granted.get(Flag.NEEDS_APPROVAL)).isEmpty();
        assertThat(empty.get(Flag.NEEDS_APPROVAL)).isEmpty();
    }

    @Test
    void changesOnAnOfferedHostAreDrift() {
        // given
        Host active = host(ApprovalPolicy.REQUIRED).in(HostState.ACTIVE, Instant.EPOCH, null);
        active = active.with(active.work().running(2));
        // when, then
        assertThat(judge(active, a100("0000:17:00.0", "20b5"), REBOOTS).get(Flag.DRIFTED))
                .contains("reboot: reboot");
        assertThat(judge(active, a100("0000:17:00.0", "20b5"), EMPTY).get(Flag.DRIFTED))
                .isEmpty();
        assertThat(judge(host(ApprovalPolicy.REQUIRED), a100("0000:17:00.0", "20b5"), REBOOTS)
                        .get(Flag.DRIFTED))
                .isEmpty();
    }
}
