package dev.gantry.simulator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Starts processes that see a simulated host as the machine they run on. */
final class HostShell {
    private static final List<String> FOLDERS = List.of("usr/local/sbin", "usr/local/bin", "usr/sbin", "usr/bin");

    private final Path root;
    private final Path sim;

    HostShell(Path root, Path sim) {
        this.root = root;
        this.sim = sim;
    }

    /** One command line of the user stack, as sshd runs it. */
    Process start(String command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command);
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(environment());
        return builder.directory(root.resolve("home/stack").toFile()).start();
    }

    /** Nothing of this machine's environment, and no tool of it that was not put there on purpose. */
    private Map<String, String> environment() {
        String path = String.join(
                ":", FOLDERS.stream().map(root::resolve).map(Path::toString).toList());
        return Map.of(
                "PATH",
                path,
                "HOME",
                root.resolve("home/stack").toString(),
                "USER",
                "stack",
                "LOGNAME",
                "stack",
                "SHELL",
                "/bin/sh",
                "LANG",
                "C.UTF-8",
                "TMPDIR",
                root.resolve("tmp").toString(),
                "GANTRY_ROOT",
                root.toString(),
                "GANTRY_SIM",
                sim.toString());
    }

    /** Runs one of our own scripts with the machine's PATH, and fails unless it succeeds. */
    void runOwn(String script, String... arguments) throws IOException {
        List<String> command = new java.util.ArrayList<>();
        command.add("/bin/sh");
        command.add(sim.resolve("tools").resolve(script).toString());
        command.addAll(List.of(arguments));
        Path log = sim.resolve("state").resolve(script + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()));
        builder.environment().put("GANTRY_ROOT", root.toString());
        builder.environment().put("GANTRY_SIM", sim.toString());
        try {
            Process process = builder.start();
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException(script + " did not end within 5 minutes; see " + log);
            }
            if (process.exitValue() != 0) {
                throw new IOException(script + " ended with " + process.exitValue() + "; see " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while running " + script, e);
        }
    }

    /** Kills what still runs on the host, also what left its session. */
    void killAll() {
        ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(this::isOnHost)
                .forEach(ProcessHandle::destroyForcibly);
    }

    /** By its environment, where the system tells it: who only reads a file of the host with a tool of his own is not on it. */
    private boolean isOnHost(ProcessHandle process) {
        Path environment = Path.of("/proc", Long.toString(process.pid()), "environ");
        if (!Files.exists(environment)) {
            return process.info().commandLine().orElse("").contains(root + "/");
        }
        try {
            // Entries end with a zero byte. Sample: GANTRY_ROOT=/home/me/gantry/.gantry/hosts/computegpu000/root
            String entries = "\0" + Files.readString(environment, StandardCharsets.ISO_8859_1);
            return entries.contains("\0GANTRY_ROOT=" + bytes(root) + "\0");
        } catch (IOException e) {
            return false; // it ended, or is somebody else's
        }
    }

    /** The path as the system holds it, read byte by byte. */
    private static String bytes(Path path) {
        return new String(path.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
