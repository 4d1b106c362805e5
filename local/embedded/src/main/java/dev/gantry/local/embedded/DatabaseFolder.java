package dev.gantry.local.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The folder of a PostgreSQL: its data and its password, both made at the first start, and how the server on it is run. */
final class DatabaseFolder {
    /** The language and the character set of the machine's user are none of the server's business, and may not even exist. */
    static final Map<String, String> ENVIRONMENT = Map.of("LC_ALL", "C");

    private static final String LOGINS = "host all all 127.0.0.1/32 scram-sha-256\n";

    private final Path data;
    private final String password;
    private final PostgresProgram program;
    private final PostgresUser user;

    private DatabaseFolder(Path home, PostgresProgram program, PostgresUser user) throws IOException {
        this.data = home.resolve("data");
        this.password = password(home.resolve("password"));
        this.program = program;
        this.user = user;
    }

    /** Makes what is missing, and ends the server that a killed process left on it. */
    static DatabaseFolder prepare(Path folder, Path programs) throws IOException {
        Path home = PrivateFolders.makePrivate(folder.toAbsolutePath().normalize());
        PostgresProgram program = PostgresProgram.in(programs);
        DatabaseFolder database = new DatabaseFolder(home, program, PostgresUser.choose(program.postgres()));
        StaleProcess.clear(database.data);
        if (!Files.exists(database.data.resolve("PG_VERSION"))) {
            database.make(home);
        }
        database.user.own(database.data);
        return database;
    }

    String password() {
        return password;
    }

    /** The server in the foreground. Its data outlive a SIGKILL of the server, not a power cut of the machine: it is quicker so. */
    List<String> command(int port) {
        List<String> command =
                new ArrayList<>(List.of(program.postgres().toString(), "-D", data.toString(), "-p", "" + port, "-F"));
        for (String setting : List.of(
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "max_connections=200",
                "timezone=UTC",
                "log_timezone=UTC",
                // Input and output in processes of its own gains nothing here and costs memory.
                "io_method=sync")) {
            command.addAll(List.of("-c", setting));
        }
        return user.as(command);
    }

    /** What carries its name is complete: initdb may have been killed half-way. */
    private void make(Path home) throws IOException {
        Path fresh = home.resolve("data.new");
        PrivateFolders.remove(fresh);
        PrivateFolders.remove(data);
        user.own(PrivateFolders.makePrivate(fresh));
        initdb(home, fresh);
        Files.writeString(fresh.resolve("pg_hba.conf"), LOGINS);
        Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private void initdb(Path home, Path fresh) throws IOException {
        Path log = home.resolve("initdb.log");
        ProcessBuilder builder = new ProcessBuilder(user.as(List.of(
                        program.initdb().toString(),
                        "-D",
                        fresh.toString(),
                        "-U",
                        LocalDatabase.USER,
                        "-E",
                        "UTF8",
                        "--no-locale",
                        "--no-sync",
                        "-A",
                        "scram-sha-256",
                        "--pwfile",
                        "/dev/stdin")))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(ENVIRONMENT);
        Process process = builder.start();
        try {
            process.getOutputStream().write((password + "\n").getBytes(StandardCharsets.US_ASCII));
            process.getOutputStream().close();
            if (process.waitFor() != 0) {
                throw new IOException("initdb ended with code " + process.exitValue() + ":\n"
                        + Files.readString(log).strip());
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while making the database", e);
        }
    }

    private static String password(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] random = new byte[16];
            new SecureRandom().nextBytes(random);
            PrivateFolders.writePrivate(file, HexFormat.of().formatHex(random));
        }
        return Files.readString(file);
    }
}
