package dev.gantry.kit.db;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Statements that the entity manager cannot say, on the connection of the caller's transaction. Not its native queries: with a result class
 * each of them is another entry of Hibernate's plan cache, all under one hash, and soon looking it up costs more than the statement
 * (7.2, {@code ImplicitResultClassBuilder} has no equals). It does not see what the entity manager has not flushed yet.
 */
@ApplicationScoped
public class JdbcStatements {

    private final AgroalDataSource database;

    JdbcStatements(AgroalDataSource database) {
        this.database = database;
    }

    /** Reads the row that the result set stands on. */
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** {@code values}: null, {@link Instant}, {@code String[]}, or what JDBC takes. */
    public <T> List<T> list(String sql, RowReader<T> reader, @Nullable Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = prepared(connection, sql, values);
                ResultSet row = select.executeQuery()) {
            List<T> rows = new ArrayList<>();
            while (row.next()) {
                rows.add(reader.read(row));
            }
            return rows;
        } catch (SQLException e) {
            throw new DatabaseException("rows not read", e);
        }
    }

    /** Of the first row; empty where there is none. Its first column is not null. */
    public <T> Optional<T> first(String sql, RowReader<T> reader, @Nullable Object... values) {
        return list(sql, reader, values).stream().findFirst();
    }

    /** The number of rows that it changed. */
    public int update(String sql, @Nullable Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement update = prepared(connection, sql, values)) {
            return update.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException("rows not changed", e);
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, @Nullable Object... values)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, bound(connection, values[i]));
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    private static @Nullable Object bound(Connection connection, @Nullable Object value) throws SQLException {
        return switch (value) {
            case Instant time -> time.atOffset(ZoneOffset.UTC);
            case String[] texts -> connection.createArrayOf("text", texts);
            case null, default -> value;
        };
    }
}
