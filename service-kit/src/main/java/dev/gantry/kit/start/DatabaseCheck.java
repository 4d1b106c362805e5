package dev.gantry.kit.start;

import dev.gantry.kit.client.FailureDescription;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.eclipse.microprofile.config.Config;

/** The database answers, is new enough and lets the service make its tables. */
final class DatabaseCheck implements SettingCheck {
    private static final String ABOUT = "database";
    private static final int OLDEST = 14;

    @Override
    public List<Finding> check(Config config) {
        String url = config.getValue("quarkus.datasource.jdbc.url", String.class);
        String user = config.getValue("quarkus.datasource.username", String.class);
        Properties login = new Properties();
        login.setProperty("user", user);
        login.setProperty("password", config.getValue("quarkus.datasource.password", String.class));
        login.setProperty("connectTimeout", "5");
        login.setProperty("loginTimeout", "5");
        login.setProperty("socketTimeout", "10");
        String where = shown(url) + " as " + user;
        try (Connection connection = DriverManager.getConnection(url, login)) {
            return List.of(look(connection, where));
        } catch (SQLException e) {
            return List.of(Finding.bad(ABOUT, where + ": " + reason(e) + ". " + nextStep(e)));
        }
    }

    private static Finding look(Connection connection, String where) throws SQLException {
        int version = connection.getMetaData().getDatabaseMajorVersion();
        if (version < OLDEST) {
            return Finding.bad(
                    ABOUT,
                    where + " is PostgreSQL " + version + "; Gantry needs " + OLDEST + " or newer, use such a one");
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select has_schema_privilege(current_schema(), 'CREATE')")) {
            if (!row.next() || !row.getBoolean(1)) {
                return Finding.bad(
                        ABOUT,
                        where + ": the user may not create tables; make it the owner of the database (GANTRY_DB_USER)");
            }
        }
        return Finding.good(ABOUT, "PostgreSQL " + version + " at " + where);
    }

    /** The server's own words, or what lies beneath "the connection attempt failed". Samples: {@code FATAL: password authentication failed ...}. */
    private static String reason(SQLException e) {
        String words = e.getCause() == null ? String.valueOf(e.getMessage()) : FailureDescription.of(e.getCause());
        return words.lines().findFirst().orElse("no reason was given").replaceAll("[.]$", "");
    }

    private static String nextStep(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (FailureDescription.isDistrust(e)) {
            return "Name the authority of its certificate by sslrootcert in GANTRY_DB_URL.";
        }
        return switch (state) {
            case "28P01", "28000" -> "Set GANTRY_DB_USER and GANTRY_DB_PASSWORD or GANTRY_DB_PASSWORD_FILE.";
            case "3D000" -> "Create the database, or set GANTRY_DB_URL to the one that there is.";
            default -> "Set GANTRY_DB_URL; with ?sslmode=verify-full it also names the authority by sslrootcert.";
        };
    }

    /** Without what a URL may carry besides: passwords among it. */
    private static String shown(String url) {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }
}
