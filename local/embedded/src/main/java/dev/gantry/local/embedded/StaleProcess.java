package dev.gantry.local.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Clears what a PostgreSQL left behind whose starter was killed: the running server itself, or only its pid file. */
final class StaleProcess {
    private StaleProcess() {}

    /** Afterwards no server runs on the data folder and no pid file keeps a new one from starting. */
    static void clear(Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        Optional<ProcessHandle> server = owner(Files.readAllLines(pidFile), data);
        if (server.isPresent()) {
            stop(server.get());
        }
        // The pid may by now belong to an unrelated process; PostgreSQL would take that one for its predecessor.
        Files.deleteIfExists(pidFile);
    }

    /** The process of a pid file (first line the pid, second the data folder) if it is still a PostgreSQL. */
    private static Optional<ProcessHandle> owner(List<String> lines, Path data) {
        if (lines.size() < 2 || !Path.of(lines.get(1)).equals(data.toAbsolutePath())) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                .filter(process -> process.info().command().orElse("").endsWith("postgres"));
    }

    private static void stop(ProcessHandle server) throws IOException {
        Interrupts.send(server);
        try {
            server.onExit().get(10, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            server.descendants().forEach(ProcessHandle::destroyForcibly);
            server.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while stopping the PostgreSQL left behind", e);
        }
    }
}
