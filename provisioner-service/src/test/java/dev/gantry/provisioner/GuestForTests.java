package dev.gantry.provisioner;

import dev.gantry.simulator.CpuVendor;
import dev.gantry.simulator.HostDescription;
import dev.gantry.simulator.Os;
import dev.gantry.simulator.SimulatedHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** Makes a simulated host without cards into a guest with one vGPU. */
public final class GuestForTests {

    public static final String TOKEN_FILE = "client_configuration_token_05-30-2023-12-41-40.tok";
    public static final String GPU = "0000:06:00.0";
    private static final Path RESOURCES = Path.of("src/test/resources/guest");

    private GuestForTests() {}

    public static HostDescription description(String name, Os os) {
        return new HostDescription(name, os, CpuVendor.INTEL, List.of());
    }

    public static SimulatedHost furnish(SimulatedHost host) {
        try {
            Path own = Files.createDirectories(host.sim().resolve("guest-tools"));
            try (Stream<Path> tools = Files.list(RESOURCES.resolve("tools"))) {
                for (Path tool : tools.toList()) {
                    put(tool, own.resolve(tool.getFileName()));
                }
            }
            Files.copy(RESOURCES.resolve("transpose.txt"), own.resolve("transpose.txt"));
            boolean debian =
                    Files.exists(host.root().resolve("usr/bin/apt-get"), java.nio.file.LinkOption.NOFOLLOW_LINKS);
            for (String name : List.of("systemctl", "journalctl", "make", debian ? "apt-get" : "dnf")) {
                put(own.resolve(name), host.root().resolve("usr/bin").resolve(name));
            }
            for (String name : List.of("modinfo", "modprobe", "rmmod")) {
                put(own.resolve(name), host.root().resolve("usr/sbin").resolve(name));
            }
            Path gpu = Files.createDirectories(host.root().resolve("sys/bus/pci/devices/" + GPU));
            Files.writeString(gpu.resolve("vendor"), "0x10de\n");
            Files.writeString(gpu.resolve("device"), "0x20b5\n");
            Files.writeString(gpu.resolve("class"), "0x030200\n");
            Path uptime = host.root().resolve("proc/uptime");
            Files.deleteIfExists(uptime);
            Files.createSymbolicLink(uptime, Path.of("/proc/uptime"));
            return host;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void put(Path from, Path to) throws IOException {
        Files.deleteIfExists(to);
        Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
        if (!to.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + to + " executable");
        }
    }

    /** The bytes of a guest driver that the stand-ins can install. */
    public static String driver(String fileName, String version) throws IOException {
        return fileName.endsWith(".run")
                ? Files.readString(RESOURCES.resolve("tools/driver.run")).replace("@VERSION@", version)
                : "Package: nvidia-linux-grid\nVersion: " + version + "\n";
    }

    /** A token that expires at that time, in seconds since 1970. */
    public static String token(long expires) {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return base64.encodeToString("{\"alg\":\"RS256\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                + "."
                + base64.encodeToString(("{\"iss\":\"NLS Service Instance\",\"exp\":" + expires + "}")
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8))
                + "."
                + base64.encodeToString(new byte[256]);
    }

    /** What the stand-ins did, in order. */
    public static List<String> log(SimulatedHost host) throws IOException {
        Path log = host.sim().resolve("state/guest-log");
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }
}
