package dev.gantry.local.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A PostgreSQL server in a folder of ours. The data stays: a second start continues with it, also after a SIGKILL of the
 * process that started the first. It listens on 127.0.0.1 only and asks for a password that is made at the first start.
 * {@link #close()} stops it; the end of the JVM alone does not.
 */
public final class LocalDatabase implements AutoCloseable {
    public static final String USER = "postgres";

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}"); // inventory
    private static final String LOGINS = "host all all 127.0.0.1/32 scram-sha-256\n";

    private final EmbeddedPostgres server;
    private final String password;

    private LocalDatabase(EmbeddedPostgres server, String password) {
        this.server = server;
        this.password = password;
    }

    /** Starts on a chosen port, or a free one for 0. Program files are unpacked beside the data, in the same folder. */
    public static LocalDatabase start(Path folder, int port) {
        return start(folder, folder.resolve("program"), port);
    }

    /** The same with the program files in a folder that several data folders share. */
    static LocalDatabase start(Path folder, Path program, int port) {
        int chosen = FreePort.orAny(port);
        try {
            Path home = Folders.makePrivate(folder.toAbsolutePath().normalize());
            Path data = Folders.makePrivate(home.resolve("data"));
            String password = password(home.resolve("password"));
            Leftover.clear(data);
            // The library sweeps old data folders below its working folder: never name one that holds our data.
            System.setProperty(
                    "ot.epg.working-dir",
                    Folders.makePrivate(home.resolve("work")).toString());
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(
                            Files.createDirectories(program.toAbsolutePath()).toFile())
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    // Whoever starts it stops it: at the end of the JVM services must go before their database.
                    .setRegisterShutdownHook(false)
                    .setPort(chosen)
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("unix_socket_directories", "")
                    .setServerConfig("max_connections", "200")
                    .setConnectConfig("password", password)
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .setErrorRedirector(ProcessBuilder.Redirect.appendTo(
                            home.resolve("server.log").toFile()))
                    .setOutputRedirector(ProcessBuilder.Redirect.appendTo(
                            home.resolve("server.log").toFile()))
                    .start();
            LocalDatabase database = new LocalDatabase(server, password);
            database.requirePassword(data.resolve("pg_hba.conf"));
            return database;
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("PostgreSQL did not start in " + folder + ": " + e.getMessage(), e);
        }
    }

    public int port() {
        return server.getPort();
    }

    public String user() {
        return USER;
    }

    public String password() {
        return password;
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
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

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not stop", e);
        }
    }

    private Connection connect() throws SQLException {
        return server.getPostgresDatabase().getConnection();
    }

    /** A new server trusts everyone on the machine; from here on only those who know the password get in. */
    private void requirePassword(Path logins) throws IOException, SQLException {
        if (Files.readString(logins).equals(LOGINS)) {
            return;
        }
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("alter role " + USER + " password '" + password + "'");
            Files.writeString(logins, LOGINS);
            statement.execute("select pg_reload_conf()");
        }
    }

    /** Stops the server that a killed process left on the folder, if there is one. */
    static void stopLeftover(Path folder) {
        try {
            Leftover.clear(folder.toAbsolutePath().normalize().resolve("data"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot stop the PostgreSQL left in " + folder, e);
        }
    }

    private static String password(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] random = new byte[16];
            new SecureRandom().nextBytes(random);
            Folders.writePrivate(file, HexFormat.of().formatHex(random));
        }
        return Files.readString(file);
    }
}
