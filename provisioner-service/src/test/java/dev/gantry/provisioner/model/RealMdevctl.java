package dev.gantry.provisioner.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The machine's own mdevctl in a mount namespace of its own, where /sys and /etc/mdevctl.d are made up: mdevctl has no other
 * way to be pointed at a folder.
 */
final class RealMdevctl {

    static final Path PROGRAM = Path.of("/usr/bin/mdevctl");
    static final String VF = "0000:17:00.4";

    private static final Map<String, String> NAMES =
            Map.of("nvidia-699", "GRID A100D-1-10C", "nvidia-700", "GRID A100D-2-20C");

    private final Path folder;

    RealMdevctl(Path folder) throws IOException {
        this.folder = folder;
        Path parent = folder.resolve("sys/devices/pci0000:16/" + VF);
        for (Map.Entry<String, String> type : NAMES.entrySet()) {
            Path place = Files.createDirectories(parent.resolve("mdev_supported_types/" + type.getKey()));
            Files.writeString(place.resolve("name"), type.getValue() + "\n");
            Files.writeString(place.resolve("device_api"), "vfio-pci\n");
            Files.writeString(place.resolve("available_instances"), "1\n");
            Files.writeString(
                    place.resolve("description"),
                    "num_heads=1, frl_config=60, framebuffer=10240M, max_resolution=4096x2160, max_instance=7\n");
            Files.writeString(place.resolve("create"), "");
        }
        Files.createDirectories(folder.resolve("sys/bus/mdev/devices"));
        Files.createDirectories(folder.resolve("sys/bus/pci/devices"));
        Files.createDirectories(folder.resolve("sys/class/mdev_bus"));
        Files.createSymbolicLink(
                folder.resolve("sys/class/mdev_bus/" + VF), Path.of("../../devices/pci0000:16/" + VF));
        // The package brings these, and mdevctl does nothing without them.
        Files.createDirectories(folder.resolve("etc/scripts.d/callouts"));
        Files.createDirectories(folder.resolve("etc/scripts.d/notifiers"));
        Path tool = Files.createDirectories(folder.resolve("bin")).resolve("mdevctl");
        Files.copy(Path.of("src/test/resources/mdevctl/kernel"), tool);
        assertThat(tool.toFile().setExecutable(true)).isTrue();
    }

    /** Why it cannot run here; empty when it can. */
    static String whyNot() throws IOException, InterruptedException {
        if (!Files.isExecutable(PROGRAM)) {
            return "SKIPPED: no " + PROGRAM + " on this machine (apt-get install mdevctl)";
        }
        if (!Files.isDirectory(Path.of("/etc/mdevctl.d"))) {
            return "SKIPPED: no /etc/mdevctl.d on this machine, where a made-up one could be mounted over it";
        }
        Process allowed = new ProcessBuilder("unshare", "-m", "--propagation", "private", "mount", "--bind", "/tmp", "/sys")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return allowed.waitFor() == 0
                ? ""
                : "SKIPPED: " + System.getProperty("user.name")
                        + " may not mount in a namespace of its own here, and mdevctl reads only /sys and /etc/mdevctl.d (run as root)";
    }

    static String version() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(PROGRAM.toString(), "--version").start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        process.waitFor();
        return said;
    }

    Path definition(String uuid) {
        return folder.resolve("etc").resolve(VF).resolve(uuid);
    }

    record Answer(int code, String out, String err) {}

    /** A script as Gantry sends it, with the real mdevctl in its way. */
    Answer run(String shell, String script) throws IOException, InterruptedException {
        String mounts = "mount --bind \"$1/sys\" /sys && mount --bind \"$1/etc\" /etc/mdevctl.d"
                + " && mount --bind \"$1/bin\" /usr/local/sbin && exec \"$2\" -s";
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        "unshare", "-m", "--propagation", "private", "sh", "-c", mounts, "gantry", folder.toString(), shell))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().remove("GANTRY_ROOT");
        builder.environment().put("PATH", "/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin");
        Process process = builder.start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(script.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Answer(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
