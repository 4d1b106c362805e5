package dev.gantry.provisioner.model.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.gpu.layout.VgpuLayout;
import dev.gantry.provisioner.model.GuideHosts;
import dev.gantry.provisioner.model.HostForTests;
import dev.gantry.provisioner.model.Inspection;
import dev.gantry.provisioner.model.Planner;
import dev.gantry.provisioner.model.desired.DesiredState;
import dev.gantry.provisioner.model.facts.FactLines;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.plan.Change;
import dev.gantry.provisioner.model.plan.HostPlan;
import dev.gantry.simulator.CpuVendor;
import dev.gantry.simulator.Os;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A plan that one process showed is the same plan in another: whatever enters its digest has an order of its own, not a hash's. */
class PlanOrderIT {
    private static final int STARTS = 4;

    @TempDir
    Path folder;

    /** What each of the Javas does: everything that the digest is made of, with the digest. */
    public static void main(String... arguments) throws IOException {
        HostFacts facts = Inspection.parse(Files.readString(Path.of(arguments[0])));
        StringBuilder out = new StringBuilder();
        for (VgpuLayout layout : List.of(GuideHosts.mixed(), GuideHosts.before(), GuideHosts.after())) {
            HostPlan plan = Planner.plan(DesiredState.vgpu(layout, GuideHosts.DRIVER), facts);
            out.append(plan.digest(facts)).append('\n');
            FactLines.stable(facts).forEach(line -> out.append(line).append('\n'));
            out.append(plan.text());
            for (Change change : plan.changes()) {
                if (change instanceof Change.RunScript run) {
                    out.append(run.script());
                }
            }
        }
        System.out.write(out.toString().getBytes(StandardCharsets.UTF_8));
        System.out.flush();
    }

    @ParameterizedTest
    @EnumSource(
            value = Os.class,
            names = {"DEBIAN_12", "ROCKY_9", "UBUNTU_24_04", "PROXMOX_8"})
    void planIsTheSameAtEachStartOfJava(Os os) throws Exception {
        // given
        Path output = folder.resolve("inspection");
        try (HostForTests host = new HostForTests(folder, GuideHosts.computegpu000(os, CpuVendor.INTEL), "/bin/sh")) {
            Files.writeString(output, host.inspectionOutput());
        }
        // when
        List<String> plans = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            plans.add(planned(output));
        }
        // then
        assertThat(plans).allSatisfy(plan -> assertThat(plan).isEqualTo(plans.getFirst()));
    }

    private static String planned(Path output) throws IOException, InterruptedException {
        Process java = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:off",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        PlanOrderIT.class.getName(),
                        output.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String text = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(java.waitFor()).isZero();
        return text;
    }
}
