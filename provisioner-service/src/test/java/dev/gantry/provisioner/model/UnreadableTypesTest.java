package dev.gantry.provisioner.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.gpu.layout.VgpuLayout;
import dev.gantry.provisioner.model.desired.DesiredState;
import dev.gantry.provisioner.model.facts.HostFacts;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A type that cannot be read is not known, and not none: it stops only what touches the device or the function. */
class UnreadableTypesTest {

    @TempDir
    Path folder;

    @Test
    void deviceWithoutAReadableTypeStopsOnlyWhatTouchesIt() {
        // given: on the second function; beside it a device of another vendor
        InspectionOutputForTests answer = InspectionOutputForTests.ready()
                .card("0000:17:00.0", "26b9", 32)
                .function("0000:17:00.0", 0, "0000:17:00.4", "mdev", "0")
                .function("0000:17:00.0", 1, "0000:17:00.5", "mdev", "0")
                .say("mdev dd6fb582-c587-5602-8c50-5145c69f3074 parent", "0000:17:00.5")
                .say("mdev 5c630867-a673-5d75-aa31-a499e6c7cb19 parent", "0000:00:02.0")
                .say("mdev 5c630867-a673-5d75-aa31-a499e6c7cb19 type", "i915-GVTg_V5_4");

        // when
        HostFacts facts = answer.facts();

        // then
        assertThat(facts.notKnown()).singleElement().satisfies(n -> assertThat(n.what())
                .isEqualTo("device on 0000:17:00.5"));
        assertThat(Planner.plan(OneCard.wanted("nvidia-999"), facts).blockers()).isEmpty();
        for (DesiredState touching : List.of(
                DesiredState.vgpu(
                        new VgpuLayout(List.of(GuideHosts.timeSliced("0000:17:00.0", "nvidia-999", "nvidia-999"))),
                        OneCard.DRIVER),
                DesiredState.passthrough(List.of("10de:26b9")),
                DesiredState.nothing())) {
            assertThat(Planner.plan(touching, facts).blockers())
                    .anySatisfy(b -> assertThat(b).contains("0000:17:00.5", "no readable type"));
        }
    }

    /** As a card that has fallen off the bus leaves it: not to be read is not none. */
    @Test
    void typeOfAFunctionThatCannotBeReadIsNotNone() throws Exception {
        // given: the first function answers, the second does not; a folder stands for a file that gives an error
        HostTree tree = new HostTree(folder.resolve("root"))
                .function("0000:17:00.0", "26b9", "030200", "nvidia", 40)
                .file("sys/module/nvidia/version", "580.65.05\n");
        tree.file(tree.virtualFunction("0000:17:00.0", 0, "0000:17:00.4", 41) + "/nvidia/current_vgpu_type", "1155\n");
        tree.file(tree.virtualFunction("0000:17:00.0", 1, "0000:17:00.5", 42) + "/nvidia/current_vgpu_type/x", "");

        // when
        HostFacts facts = Inspection.parse(tree.inspect("/bin/sh"));
        InspectionOutputForTests ready = OneCard.vendorVfio("1155", "0")
                .say("not-known device on 0000:17:00.5", "nvidia/current_vgpu_type cannot be read");
        DesiredState two = DesiredState.vgpu(
                new VgpuLayout(List.of(GuideHosts.timeSliced("0000:17:00.0", "nvidia-1155", "nvidia-1155"))),
                OneCard.DRIVER);

        // then
        assertThat(facts.devices()).hasSize(1);
        assertThat(facts.whyNotKnown("device on 0000:17:00.4")).isEmpty();
        assertThat(facts.whyNotKnown("device on 0000:17:00.5")).isPresent();
        assertThat(Planner.plan(OneCard.wanted("nvidia-1155"), ready.facts()).blockers())
                .isEmpty();
        assertThat(Planner.plan(two, ready.facts()).blockers())
                .singleElement()
                .asString()
                .contains("0000:17:00.5", "cannot be read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Enabled", "Disabled"})
    void unreadableRoomOfATypeIsNotNoRoom(String mode) {
        // given: available_instances could not be read, and one type has no name
        HostFacts facts = InspectionOutputForTests.ready()
                .card("0000:17:00.0", "2236", 32)
                .function("0000:17:00.0", 0, "0000:17:00.4", "mdev", "0")
                .say("types 0000:17:00.4", "nvidia-593 NVIDIA A10-4Q")
                .say("left 0000:17:00.4 nvidia-593", "?")
                .say("types 0000:17:00.4", "nvidia-594 ")
                .say("left 0000:17:00.4 nvidia-594", "?")
                .say("layer mixed-sizes 0000:17:00.0", mode)
                .facts();
        DesiredState wanted = DesiredState.vgpu(
                new VgpuLayout(List.of(GuideHosts.timeSliced("0000:17:00.0", "nvidia-593"))), OneCard.DRIVER);

        // then
        assertThat(Planner.plan(wanted, facts).blockers()).isEmpty();
    }
}
