package dev.gantry.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A host that is used without SSH: scripts run on it as root, in the shell of choice. */
final class OnHost {
    private static final String DRIVER = "525.105.14";

    private final HostFolder folder;
    private final String shell;

    OnHost(Path home, HostDescription description, String shell) throws IOException {
        this.folder = new HostFolder(home);
        this.shell = shell;
        folder.create(description);
        useShell();
        folder.shell().runOwn("sim-boot");
    }

    OnHost(Path home, HostDescription description) throws IOException {
        this(home, description, "/bin/sh");
    }

    record Answer(int code, String out, String err) {}

    Path root() {
        return folder.root();
    }

    Path sim() {
        return folder.sim();
    }

    /** Runs a script as root; R is the host's root. */
    Answer run(String script) throws IOException, InterruptedException {
        Path out = folder.home().resolve("out");
        Path err = folder.home().resolve("err");
        ProcessBuilder builder = new ProcessBuilder(shell, "-c", script)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("PATH", path());
        environment.put("HOME", root().resolve("root").toString());
        environment.put("TMPDIR", root().resolve("tmp").toString());
        environment.put("LANG", "C.UTF-8");
        environment.put("GANTRY_ROOT", root().toString());
        environment.put("R", root().toString());
        environment.put("GANTRY_SIM", sim().toString());
        environment.put("GANTRY_SUDO", "1");
        int code = builder.start().waitFor();
        return new Answer(code, Files.readString(out), Files.readString(err));
    }

    /** Runs a script that must succeed; its output. */
    String must(String script) throws IOException, InterruptedException {
        Answer answer = run(script);
        if (answer.code() != 0) {
            throw new AssertionError("'" + script + "' answered " + answer);
        }
        return answer.out();
    }

    void boot() throws IOException {
        folder.shell().runOwn("sim-boot");
    }

    /** Keeps nouveau away and boots: the installer cannot load its module while another driver holds a card. */
    OnHost withoutNouveau() throws IOException, InterruptedException {
        must("printf 'blacklist nouveau\\n' >$R/etc/modprobe.d/blacklist-nouveau.conf");
        boot();
        return this;
    }

    /** Driver, IOMMU and the boot that both need. */
    OnHost prepared() throws IOException, InterruptedException {
        withoutNouveau();
        Path installer = root().resolve("opt/driver.run");
        Files.writeString(installer, DriverBundleMaker.installer(DRIVER));
        must("chmod u+x $R/opt/driver.run && $R/opt/driver.run -q --ui none --disable-nouveau --no-nouveau-check");
        must("""
            if [ -e $R/usr/bin/dnf ]; then grubby --update-kernel=ALL --args='intel_iommu=on iommu=pt'
            else echo 'GRUB_CMDLINE_LINUX_DEFAULT="quiet intel_iommu=on iommu=pt"' >>$R/etc/default/grub; update-grub; fi\
            """);
        boot();
        return this;
    }

    private String path() {
        return Stream.of("usr/local/sbin", "usr/local/bin", "usr/sbin", "usr/bin")
                .map(part -> root().resolve(part).toString())
                .reduce((one, other) -> one + ":" + other)
                .orElseThrow();
    }

    private void useShell() throws IOException {
        try (Stream<Path> tools = Files.list(sim().resolve("tools"))) {
            for (Path tool : tools.toList()) {
                String text = Files.readString(tool);
                if (text.startsWith("#!/bin/sh\n")) {
                    Files.writeString(tool, text.replaceFirst("#!/bin/sh", "#!" + shell));
                }
            }
        }
    }

    static List<String> shells() {
        return Stream.of("/bin/sh", "/bin/dash", "/bin/bash")
                .filter(shell -> Files.isExecutable(Path.of(shell)))
                .toList();
    }
}
