package dev.gantry.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The folder of a host: {@code root} is its file system, {@code sim} what its hardware and memory hold, and the tools
 * that stand in for those of a real hypervisor.
 */
final class HostFolder {
    private static final List<String> DATA = List.of("cards", "types", "mig");

    private final Path home;
    private final HostShell shell;

    HostFolder(Path home) {
        this.home = home.toAbsolutePath().normalize();
        this.shell = new HostShell(root(), sim());
    }

    Path home() {
        return home;
    }

    Path root() {
        return home.resolve("root");
    }

    Path sim() {
        return home.resolve("sim");
    }

    HostShell shell() {
        return shell;
    }

    boolean exists() {
        // Written last by create: without it the folder is half made.
        return Files.exists(sim().resolve("state/created"));
    }

    /** Writes the disk of a freshly installed host; what was half made before goes. */
    void create(HostDescription host) {
        try {
            delete(root());
            delete(sim());
            for (String part : List.of("state", "run", "faults")) {
                Files.createDirectories(sim().resolve(part));
            }
            Files.createDirectories(root());
            write(host);
            shell.runOwn("sim-create");
            Files.writeString(sim().resolve("state/reboot-requested"), "");
            Files.writeString(sim().resolve("state/created"), "");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the host " + host.name() + " in " + home, e);
        }
    }

    /** Brings tools, data, hardware and faults up to this description; the host's disk and memory stay. */
    void refresh(HostDescription host) {
        try {
            write(host);
            shell.runOwn("sim-tools");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot refresh the host " + host.name() + " in " + home, e);
        }
    }

    private void write(HostDescription host) throws IOException {
        Files.createDirectories(sim().resolve("tools"));
        Files.createDirectories(sim().resolve("data"));
        for (String tool : resource("tools/list").lines().toList()) {
            Path file = sim().resolve("tools").resolve(tool);
            Files.writeString(file, resource("tools/" + tool));
            file.toFile().setExecutable(true);
        }
        for (String name : DATA) {
            Files.writeString(sim().resolve("data").resolve(name), resource("data/" + name));
        }
        Files.writeString(sim().resolve("host"), described(host));
        Files.writeString(sim().resolve("cards"), cards(host));
        Files.writeString(
                sim().resolve("jar-tool"),
                Path.of(System.getProperty("java.home"), "bin", "jar") + System.lineSeparator());
        delete(sim().resolve("faults"));
        Files.createDirectories(sim().resolve("faults"));
        for (Map.Entry<Fault, String> fault : host.faults().entrySet()) {
            setFault(fault.getKey(), fault.getValue());
        }
    }

    private static String described(HostDescription host) {
        return String.join(
                "\n",
                "name=" + host.name(),
                "os=" + host.os().id(),
                "cpu=" + host.cpu().id(),
                "secureBoot=" + (host.faults().containsKey(Fault.SECURE_BOOT_ON) ? "on" : "off"),
                "iommu=" + (host.faults().containsKey(Fault.FIRMWARE_IOMMU_OFF) ? "off" : "on"),
                "sriov=" + (host.faults().containsKey(Fault.FIRMWARE_SRIOV_OFF) ? "off" : "on"),
                "virtualization=" + (host.faults().containsKey(Fault.FIRMWARE_VIRTUALIZATION_OFF) ? "off" : "on"),
                "");
    }

    /** Sample: {@code 0000:17:00.0|20b5|16|40}, the last being the IOMMU group of the card; its VFs have the next. */
    private static String cards(HostDescription host) {
        StringBuilder lines = new StringBuilder();
        int group = 40;
        for (HostDescription.Card card : host.cards()) {
            lines.append(String.join(
                            "|", card.address(), card.productId(), "" + card.totalVfs(), Integer.toString(group)))
                    .append('\n');
            group += 1 + card.totalVfs();
        }
        return lines.toString();
    }

    void setFault(Fault fault, String value) throws IOException {
        Files.writeString(sim().resolve("faults").resolve(fault.id()), (value.isEmpty() ? "1" : value) + "\n");
    }

    void clearFault(Fault fault) throws IOException {
        Files.deleteIfExists(sim().resolve("faults").resolve(fault.id()));
        Files.deleteIfExists(sim().resolve("state/struck-" + fault.id()));
    }

    /** The value of a fault that the host has. */
    Optional<String> fault(Fault fault) {
        Path file = sim().resolve("faults").resolve(fault.id());
        return Files.exists(file) ? Optional.of(readLine(file)) : Optional.empty();
    }

    /** A note that outlasts reboots and restarts. */
    Path state(String name) {
        return sim().resolve("state").resolve(name);
    }

    String readLine(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @org.jspecify.annotations.Nullable IOException e)
                    throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static String resource(String name) throws IOException {
        try (InputStream stream =
                Objects.requireNonNull(HostFolder.class.getResourceAsStream(name), "no resource " + name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static void replace(Path file, String text) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, text);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
