package dev.gantry.local.suite.chaos.invariant;

import dev.gantry.local.suite.launcher.LocalSuite;
import dev.gantry.local.suite.launcher.Service;
import dev.gantry.local.suite.terminal.SuiteException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Reads the services' databases, behind their backs. */
public final class Tables {
    private final LocalSuite suite;

    public Tables(LocalSuite suite) {
        this.suite = suite;
    }

    /** The first column. Throws {@link SuiteException} when the database does not answer. */
    public List<String> column(Service service, String sql) {
        List<String> values = new ArrayList<>();
        try (Connection connection = suite.connect(service);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new SuiteException("the database of " + service.title() + " cannot be read: " + e.getMessage(), e);
        }
    }
}
