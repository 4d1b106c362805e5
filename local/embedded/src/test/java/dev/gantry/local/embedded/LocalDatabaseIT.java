package dev.gantry.local.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDatabaseIT {
    private static final Path PROGRAM = Path.of("target", "postgres-program");

    @TempDir
    Path folder;

    @Test
    void secondStartContinuesWithTheDataOfTheFirst() throws SQLException {
        // given
        try (LocalDatabase first = LocalDatabase.start(folder, PROGRAM, 0)) {
            first.createDatabaseIfMissing("inventory");
            run(first, "create table host (name text)");
            run(first, "insert into host values ('computegpu000')");
        }

        // when
        try (LocalDatabase second = LocalDatabase.start(folder, PROGRAM, 0)) {
            second.createDatabaseIfMissing("inventory");

            // then
            assertThat(firstColumn(second, "select name from host")).isEqualTo("computegpu000");
        }
    }

    @Test
    void asksForThePasswordOnTheLoopbackInterfaceOnly() throws SQLException {
        // when
        try (LocalDatabase database = LocalDatabase.start(folder, PROGRAM, 0)) {
            String url = database.jdbcUrl("postgres");

            // then
            assertThatThrownBy(() -> DriverManager.getConnection(url, database.user(), "wrong"))
                    .hasMessageContaining("password authentication failed");
            assertThat(firstColumn(database, "postgres", "show listen_addresses"))
                    .isEqualTo("127.0.0.1");
        }
    }

    @Test
    void takesOverFromAServerWhoseStarterWasKilled() throws Exception {
        // given
        Process killed = OtherJvm.run(DatabaseStarter.class, folder.toString(), PROGRAM.toString());
        OtherJvm.awaitLine(killed, "ready");
        ProcessHandle server = server();
        killed.destroyForcibly().waitFor();
        assertThat(server.isAlive()).isTrue();

        // when
        try (LocalDatabase database = LocalDatabase.start(folder, PROGRAM, 0)) {

            // then
            assertThat(server.isAlive()).isFalse();
            assertThat(firstColumn(database, "select name from host")).isEqualTo("computegpu007");
        }
    }

    @Test
    void keepsWhatWasCommittedOverAKillOfTheServer() throws Exception {
        // given
        LocalDatabase killed = LocalDatabase.start(folder, PROGRAM, 0);
        killed.createDatabaseIfMissing("inventory");
        run(killed, "create table host (name text)");
        run(killed, "insert into host values ('computegpu001')");
        ProcessHandle server = server();
        server.destroyForcibly();
        server.onExit().join();

        // when
        try (LocalDatabase database = LocalDatabase.start(folder, PROGRAM, 0)) {

            // then
            assertThat(firstColumn(database, "select name from host")).isEqualTo("computegpu001");
        }
    }

    @Test
    void beginsAnewWhenItsMakingWasCutShort() throws Exception {
        // given
        Files.writeString(Files.createDirectories(folder.resolve("data.new")).resolve("PG_VERSION"), "18\n");

        // when
        try (LocalDatabase database = LocalDatabase.start(folder, PROGRAM, 0)) {

            // then
            assertThat(firstColumn(database, "postgres", "select 'up'")).isEqualTo("up");
        }
    }

    @Test
    void startsBesideAPidFileOfAProcessThatIsGone() throws IOException, SQLException {
        // given
        LocalDatabase.start(folder, PROGRAM, 0).close();
        Path data = folder.resolve("data").toAbsolutePath();
        String unrelated = Long.toString(ProcessHandle.current().pid());
        Files.writeString(data.resolve("postmaster.pid"), unrelated + "\n" + data + "\n");

        // when
        try (LocalDatabase database = LocalDatabase.start(folder, PROGRAM, 0)) {

            // then
            assertThat(firstColumn(database, "postgres", "select 'up'")).isEqualTo("up");
        }
    }

    @Test
    void namesThePortThatIsTaken() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // when // then
            assertThatThrownBy(() -> LocalDatabase.start(folder, PROGRAM, other.getLocalPort()))
                    .isInstanceOf(FreePort.PortTaken.class)
                    .hasMessageContaining("port " + other.getLocalPort());
        }
    }

    private ProcessHandle server() throws IOException {
        String pid = Files.readAllLines(folder.resolve("data/postmaster.pid")).getFirst();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    static void run(LocalDatabase database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        database.jdbcUrl("inventory"), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String firstColumn(LocalDatabase database, String sql) throws SQLException {
        return firstColumn(database, "inventory", sql);
    }

    private static String firstColumn(LocalDatabase database, String name, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(name), database.user(), database.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
