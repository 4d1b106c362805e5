package dev.gantry.provisioner.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.gpu.layout.VgpuLayout;
import dev.gantry.provisioner.model.desired.DesiredState;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.simulator.CpuVendor;
import dev.gantry.simulator.HostDescription;
import dev.gantry.simulator.HostDescription.Card;
import dev.gantry.simulator.Os;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** vGPUs on cards without virtual functions for them, from a bare host through a boot and a change of type to nothing. */
class CardDevicesIT {
    private static final String CARD = "0000:3d:00.0";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"1db6, V100D-8Q, V100D-16Q", "1eb8, T4-4Q, T4-8Q"})
    void theyAreMadeComeBackAfterABootChangeAndGo(String product, String type, String larger) throws Exception {
        // given
        HostDescription description =
                new HostDescription("v100", Os.DEBIAN_12, CpuVendor.INTEL, List.of(new Card(CARD, product, 0)));
        try (HostForTests host = new HostForTests(folder, description, "dash")) {
            // when
            HostFacts made = host.converge(wanted(type, type));
            host.boot();
            String after = host.plan(wanted(type, type)).text();
            HostFacts retyped = host.converge(wanted(larger));
            HostFacts gone = host.converge(DesiredState.nothing());

            // then
            assertThat(made.devices()).hasSize(2).allSatisfy(d -> {
                assertThat(d.address()).hasToString(CARD);
                assertThat(d.typeName()).isEqualTo(type);
            });
            assertThat(after).isEqualTo("nothing to do\n");
            assertThat(retyped.devices()).singleElement().satisfies(d -> assertThat(d.typeName())
                    .isEqualTo(larger));
            assertThat(gone.devices()).isEmpty();
            assertThat(host.must("ls $R/etc/systemd/system $R/etc/mdevctl.d $R/opt"))
                    .doesNotContain("nvidia-mdev@", CARD, "gantry");
        }
    }

    private static DesiredState wanted(String... types) {
        return DesiredState.vgpu(new VgpuLayout(List.of(GuideHosts.timeSliced(CARD, types))), GuideHosts.DRIVER);
    }
}
