package dev.gantry.local.suite.launcher;

import dev.gantry.local.embedded.Interrupts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Remembers which processes a suite started, so that the next start can end those a killed launcher left running. */
public final class ProcessRegistry {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private ProcessRegistry() {}

    /** One file per child: pid and start time, e.g. {@code 4711 1795382400123}. The time tells a reused pid apart. */
    static void note(SuiteFolder home, String name, ProcessHandle process) {
        try {
            Files.writeString(file(home, name), process.pid() + " " + startedAt(process));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot note the process of " + name, e);
        }
    }

    static void forget(SuiteFolder home, String name) {
        try {
            Files.deleteIfExists(file(home, name));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot forget the process of " + name, e);
        }
    }

    /** Ends what is left of the last suite in this folder, the servers last; says the names of what it ended. */
    public static List<String> end(SuiteFolder home) {
        try (Stream<Path> files = Files.list(home.make("processes"))) {
            return files.sorted(Comparator.comparing(ProcessRegistry::isServer).thenComparing(Path::getFileName))
                    .filter(ProcessRegistry::ended)
                    .map(file -> file.getFileName().toString())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + home.resolve("processes"), e);
        }
    }

    private static boolean isServer(Path file) {
        return Set.of(Ports.BROKER, Ports.DATABASE).contains(file.getFileName().toString());
    }

    private static boolean ended(Path file) {
        try {
            Optional<ProcessHandle> ours = find(Files.readString(file).split(" "));
            ours.ifPresent(process -> stop(file.getFileName().toString(), process));
            Files.delete(file);
            return ours.isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static Optional<ProcessHandle> find(String[] pidAndStart) {
        if (pidAndStart.length != 2 || !pidAndStart[0].matches("\\d+")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(pidAndStart[0]))
                .filter(process -> startedAt(process).equals(pidAndStart[1]));
    }

    private static void stop(String name, ProcessHandle process) {
        ask(name, process);
        try {
            process.onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks a process of this part to end. PostgreSQL would wait for its clients at SIGTERM; at SIGINT it does not. */
    static void ask(String name, ProcessHandle process) {
        if (name.equals(Ports.DATABASE)) {
            Interrupts.send(process);
        } else {
            process.destroy();
        }
    }

    private static String startedAt(ProcessHandle process) {
        return process.info()
                .startInstant()
                .map(start -> Long.toString(start.toEpochMilli()))
                .orElse("unknown");
    }

    private static Path file(SuiteFolder home, String name) {
        return home.make("processes").resolve(name);
    }
}
