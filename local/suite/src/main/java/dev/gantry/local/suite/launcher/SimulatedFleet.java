package dev.gantry.local.suite.launcher;

import dev.gantry.simulator.SimulatedHostAccess;
import dev.gantry.simulator.SimulatedHosts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Simulated hosts alike, as many as wanted, in a process of their own. They reboot at once. */
public final class SimulatedFleet implements AutoCloseable {
    private static final Duration READY_LIMIT = Duration.ofMinutes(15);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final int HEAP_MIB = 256;

    private final ManagedProcess child;
    private final Map<String, SimulatorProcess.Access> access;
    private final Path folder;

    private SimulatedFleet(ManagedProcess child, Map<String, SimulatorProcess.Access> access, Path folder) {
        this.folder = folder;
        this.child = child;
        this.access = access;
    }

    /** Hosts named {@code NAME-000} and so on; returns when all answer. */
    public static SimulatedFleet start(SuiteFolder home, String name, int size) throws InterruptedException {
        Path folder = home.make(name);
        Path file = folder.resolve("hosts.conf");
        write(file, description(home, namesOf(name, size)));
        List<String> command = JvmCommand.main(SimulatedHosts.class.getName(), HEAP_MIB);
        command.addAll(List.of(file.toString(), folder.toString()));
        ManagedProcess child =
                new ManagedProcess(new ProcessCommand(name, command, Map.of()), home, System.err::println);
        Runtime.getRuntime().addShutdownHook(new Thread(child::askToStop));
        child.start();
        return new SimulatedFleet(child, SimulatorProcess.await(child, READY_LIMIT), folder);
    }

    /** Gives a fleet that is not started yet the disks and the memory of hosts that are there. */
    public static void copy(SuiteFolder home, SimulatedFleet from, String name, int size) {
        List<String> sources = from.names();
        List<String> targets = namesOf(name, size);
        Path folder = home.make(from.child.name());
        for (int i = 0; i < size; i++) {
            Path source = folder.resolve(sources.get(i % sources.size()));
            copyHost(source, home.make(name).resolve(targets.get(i)));
        }
    }

    public List<String> names() {
        return access.keySet().stream().sorted().toList();
    }

    public Map<String, SimulatorProcess.Access> access() {
        return access;
    }

    /** The process that simulates them. */
    public ManagedProcess process() {
        return child;
    }

    /** A host as it really is, whatever anybody says of it. */
    public SimulatedHostAccess outside(String host) {
        return new SimulatedHostAccess(folder.resolve(host));
    }

    public ProcessCost cost() {
        return new ProcessCost(child.pid());
    }

    @Override
    public void close() {
        child.askToStop();
        child.awaitStopped(STOP_LIMIT);
    }

    private static List<String> namesOf(String name, int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> name + "-%03d".formatted(i))
                .toList();
    }

    private static String description(SuiteFolder home, List<String> hosts) {
        StringBuilder text =
                new StringBuilder("key = ").append(SecretFiles.publicKey(home)).append('\n');
        for (String host : hosts) {
            text.append("[").append(host).append("]\nos = rocky9\nreboot-time = 1ms\n");
            text.append("card = 0000:21:00.0 20b5 16\ncard = 0000:81:00.0 20b5 16\n");
        }
        return text.toString();
    }

    private static void copyHost(Path source, Path target) {
        try (Stream<Path> all = Files.walk(source)) {
            for (Path path : all.toList()) {
                copyOne(path, target.resolve(source.relativize(path)), new Move(source, target));
            }
            Files.deleteIfExists(target.resolve("port"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy " + source, e);
        }
    }

    private record Move(Path source, Path target) {}

    /** A link to a tool of the one host becomes a link to that of the other. */
    private static void copyOne(Path path, Path to, Move move) throws IOException {
        if (Files.isSymbolicLink(path)) {
            Path end = Files.readSymbolicLink(path);
            boolean isOwn = end.startsWith(move.source());
            Files.createSymbolicLink(
                    to, isOwn ? move.target().resolve(move.source().relativize(end)) : end);
        } else if (Files.isRegularFile(path) || Files.isDirectory(path)) {
            // A pipe belongs to processes that the copy does not have, and reading it would wait for ever.
            Files.copy(path, to, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
