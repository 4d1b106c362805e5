package dev.gantry.local.embedded;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server in a folder of ours. The data stays: a second start continues with it, also after a SIGKILL of the
 * server or of the process that started it. It listens on 127.0.0.1 only and asks for a password that is made at the first
 * start. {@link #close()} stops it; the end of the JVM alone does not.
 */
public final class LocalDatabase implements AutoCloseable {
    public static final String USER = "postgres";

    private static final Duration READY_LIMIT = Duration.ofSeconds(180);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int STOP_SECONDS = 20;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}"); // inventory

    private final DatabaseFolder folder;
    private final int port;
    private @Nullable Process server;

    private LocalDatabase(DatabaseFolder folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** Makes it ready to be run by its {@link #command()}. Program files are unpacked beside the data, in the same folder. */
    public static LocalDatabase prepare(Path folder, int port) {
        return prepare(folder, folder.resolve("program"), port);
    }

    /** Prepares and starts it, on a chosen port or a free one for 0; the program files may be shared by several folders. */
    static LocalDatabase start(Path folder, Path programs, int port) {
        LocalDatabase database = prepare(folder, programs, FreePort.orAny(port));
        Path log = folder.resolve("server.log");
        try {
            Process started = database.run(log);
            database.server = started;
            database.awaitReady(started::isAlive);
            return database;
        } catch (IOException | IllegalStateException e) {
            database.close();
            throw new IllegalStateException(
                    "PostgreSQL did not start in " + folder + ": " + e.getMessage() + "; see " + log, e);
        }
    }

    private static LocalDatabase prepare(Path folder, Path programs, int port) {
        try {
            return new LocalDatabase(DatabaseFolder.prepare(folder, programs), port);
        } catch (IOException e) {
            throw new IllegalStateException("cannot make a database in " + folder + ": " + e.getMessage(), e);
        }
    }

    public int port() {
        return port;
    }

    public String user() {
        return USER;
    }

    public String password() {
        return folder.password();
    }

    /** Runs the server in the foreground until a SIGINT. */
    public List<String> command() {
        return folder.command(port);
    }

    /** What the command has to find in its environment. */
    public Map<String, String> environment() {
        return DatabaseFolder.ENVIRONMENT;
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
    }

    /** Returns when clients are answered; throws {@link IllegalStateException} when the server is gone or takes too long. */
    public void awaitReady(BooleanSupplier runs) {
        long end = System.nanoTime() + READY_LIMIT.toNanos();
        while (true) {
            try {
                connect().close();
                return;
            } catch (SQLException e) {
                if (!runs.getAsBoolean() || System.nanoTime() > end) {
                    throw new IllegalStateException("no answer on port " + port + ": " + e.getMessage(), e);
                }
            }
            pause();
        }
    }

    /** Makes the database unless it is there. */
    public void createDatabaseIfMissing(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "database name '" + name + "': wanted a small letter, then letters, digits or _");
        }
        try (Connection connection = connect();
                PreparedStatement known = connection.prepareStatement("select 1 from pg_database where datname = ?")) {
            known.setString(1, name);
            if (!known.executeQuery().next()) {
                try (Statement create = connection.createStatement()) {
                    create.execute("create database " + name);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot make the database " + name + ": " + e.getMessage(), e);
        }
    }

    /** Stops the server that this object started. */
    @Override
    public void close() {
        Process running = server;
        if (running == null) {
            return;
        }
        Interrupts.send(running.toHandle());
        try {
            if (!running.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                running.destroyForcibly();
            }
        } catch (InterruptedException e) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Stops the server that a killed process left on the folder, if there is one. */
    static void stopLeftover(Path folder) {
        try {
            StaleProcess.clear(folder.toAbsolutePath().normalize().resolve("data"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot stop the PostgreSQL left in " + folder, e);
        }
    }

    private Process run(Path log) throws IOException {
        Files.deleteIfExists(log);
        ProcessBuilder builder = new ProcessBuilder(command())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment());
        return builder.start();
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl("postgres"), USER, folder.password());
    }

    private static void pause() {
        LockSupport.parkNanos(PAUSE.toNanos());
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("interrupted while waiting for PostgreSQL");
        }
    }
}
