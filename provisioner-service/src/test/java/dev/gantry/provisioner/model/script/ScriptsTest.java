package dev.gantry.provisioner.model.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gantry.provisioner.model.Inspection;
import dev.gantry.provisioner.model.driver.DriverFilesStep;
import dev.gantry.provisioner.model.driver.DriverStep;
import dev.gantry.provisioner.model.driver.NouveauStep;
import dev.gantry.provisioner.model.firmware.FirmwareStep;
import dev.gantry.provisioner.model.kernel.InitramfsStep;
import dev.gantry.provisioner.model.kernel.KernelArgumentsStep;
import dev.gantry.provisioner.model.mdev.MdevPackagesStep;
import dev.gantry.provisioner.model.mdev.MdevStep;
import dev.gantry.provisioner.model.mig.MigStep;
import dev.gantry.provisioner.model.mixed.MixedSizesStep;
import dev.gantry.provisioner.model.passthrough.BindingStep;
import dev.gantry.provisioner.model.plan.Change;
import dev.gantry.provisioner.model.sriov.SrIovStep;
import dev.gantry.provisioner.model.teardown.TeardownStep;
import dev.gantry.provisioner.model.vfio.VendorVfioStep;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scripts as they are sent: whole, with their parameters. */
class ScriptsTest {
    private static final Path SHELLCHECK = Path.of("/usr/bin/shellcheck");

    static Stream<Map.Entry<String, String>> scripts() {
        Map<String, String> cards = Map.of(
                "cards",
                "a b",
                "guarded",
                "",
                "reason",
                "",
                "operations",
                "",
                "types",
                "",
                "mig_off",
                "",
                "sriov_off",
                "");
        Map<String, String> driver = Map.of(
                "installer", "/x.run", "version", "1", "dkms", "no", "packages", "", "guarded", "", "reason", "");
        Map<String, String> parameters = new java.util.TreeMap<>(cards);
        FileChanges files = new FileChanges();
        files.put(ManagedFile.of("/etc/x", "0644", "it's\n"));
        Map<String, String> teardown = new java.util.TreeMap<>(parameters);
        teardown.putAll(files.parameters());
        Map<String, String> mixed = new java.util.TreeMap<>(parameters);
        mixed.put("devices", "");
        return Stream.of(
                Map.entry("inspection", Inspection.script()),
                Map.entry("sriov", Scripts.gpuChange(SrIovStep.class, "sriov", parameters)),
                Map.entry("mig", Scripts.gpuChange(MigStep.class, "mig", parameters)),
                Map.entry("mig-mode", Scripts.gpuChange(MigStep.class, "mig-mode", parameters)),
                Map.entry("mdev", Scripts.gpuChange(MdevStep.class, "mdev", parameters)),
                Map.entry("mixed-sizes", Scripts.gpuChange(MixedSizesStep.class, "mixed-sizes", mixed)),
                Map.entry("packages", Scripts.change(MdevPackagesStep.class, "packages", Map.of("packages", ""))),
                Map.entry("vendor-vfio", Scripts.gpuChange(VendorVfioStep.class, "vendor-vfio", parameters)),
                Map.entry("teardown", Scripts.gpuAndFilesChange(TeardownStep.class, "teardown", teardown)),
                Map.entry("nouveau", Scripts.change(NouveauStep.class, "nouveau", Map.of("cards", ""))),
                Map.entry("initramfs", Scripts.change(InitramfsStep.class, "initramfs", Map.of("away", ""))),
                Map.entry("driver-files", Scripts.change(DriverFilesStep.class, "driver-files", Map.of())),
                Map.entry("binding", Scripts.gpuChange(BindingStep.class, "binding", parameters)),
                Map.entry("driver", Scripts.gpuChange(DriverStep.class, "driver", driver)),
                Map.entry("kernel-arguments", Scripts.change(KernelArgumentsStep.class, "kernel-arguments", grub())),
                Map.entry("command-line", Scripts.change(KernelArgumentsStep.class, "command-line", commandLine())),
                Map.entry("services", Scripts.change(DriverStep.class, "services", Map.of("start", "x.service"))),
                Map.entry(
                        "firmware",
                        Scripts.change(FirmwareStep.class, "firmware", Map.of("settings", "", "racadm", "/x"))),
                Map.entry("files", files.script()),
                Map.entry("reboot", Scripts.change(Change.class, "reboot", Map.of("reason", ""))),
                Map.entry("gpu-boot", Scripts.text(Scripts.class, "gpu-boot")));
    }

    private static Map<String, String> commandLine() {
        return Map.of("before", "a", "command_line", "a b", "ours", "", "ours_before", "", "how", "kernel-install");
    }

    private static Map<String, String> grub() {
        Map<String, String> grub = new java.util.TreeMap<>(Map.of("edits", "0", "dropin", "", "dropin_away", "no"));
        grub.putAll(Map.of("how", "grubby", "written_out", "no", "arguments", "a=b", "remove", ""));
        return grub;
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void shellcheckFindsNothing(Map.Entry<String, String> script) throws Exception {
        assumeTrue(Files.isExecutable(SHELLCHECK), "skipped: this machine has no " + SHELLCHECK);
        // SC2034, SC2317: common functions that this script does not call. SC2015: "a && b || fail" is meant so.
        assertThat(run(
                        List.of(SHELLCHECK.toString(), "-s", "sh", "-e", "SC2034,SC2317,SC2015,SC2030,SC2031", "-"),
                        script.getValue()))
                .as(script.getKey())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void everyShellReadsThem(Map.Entry<String, String> script) throws Exception {
        for (String shell : List.of("/bin/dash", "/bin/bash", "/bin/sh")) {
            if (Files.isExecutable(Path.of(shell))) {
                assertThat(run(List.of(shell, "-n"), script.getValue()))
                        .as(script.getKey() + " in " + shell)
                        .isEmpty();
            }
        }
    }

    @Test
    void quotedWordMeansItselfInEveryShell() throws Exception {
        String odd = "a'b\"c $HOME `id` \\ ; & | * ~ \n-n # é";
        for (String shell : List.of("/bin/dash", "/bin/bash")) {
            if (Files.isExecutable(Path.of(shell))) {
                assertThat(run(List.of(shell, "-s"), "printf %s " + Shell.quote(odd) + "\n"))
                        .isEqualTo(odd);
            }
        }
    }

    private static String run(List<String> command, String input) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return out;
    }
}
