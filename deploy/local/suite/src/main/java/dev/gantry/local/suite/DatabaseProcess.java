package dev.gantry.local.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the PostgreSQL of a suite; it runs beside the launcher, not below it. */
final class DatabaseProcess {
    private DatabaseProcess() {}

    /** By postmaster.pid, whose first line is the pid, if that process still is a PostgreSQL. */
    static Optional<ProcessHandle> find(Home home) {
        Path file = home.resolve("database").resolve("data").resolve("postmaster.pid");
        try {
            return Files.exists(file)
                    ? ProcessHandle.of(Long.parseLong(
                                    Files.readAllLines(file).getFirst().strip()))
                            .filter(process ->
                                    process.info().command().orElse("").endsWith("postgres"))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Ends the server of a killed launcher before its port is checked; the data survives it. */
    static void endLeftover(Home home) {
        find(home).ifPresent(Leftovers::stop);
    }
}
