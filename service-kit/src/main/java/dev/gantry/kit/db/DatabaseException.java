package dev.gantry.kit.db;

import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The database did not do what it was asked; whether it is out of reach is told by {@link #isOutOfReach}. */
public final class DatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DatabaseException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Whether waiting may help: no connection (08), shutting down (57P), out of resources (53), deadlock or serialization
     * (40), or no SQL state at all (the pool gave up waiting). Classes of appendix A of the PostgreSQL manual.
     */
    public static boolean isOutOfReach(Throwable failure) {
        for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql) {
                return mayPass(sql.getSQLState());
            }
            // A commit that failed names the connection's end beside its causes, not among them.
            if (Arrays.stream(t.getSuppressed()).anyMatch(DatabaseException::isOutOfReach)) {
                return true;
            }
        }
        return false;
    }

    private static boolean mayPass(@Nullable String state) {
        return state == null
                || state.startsWith("08")
                || state.startsWith("57P")
                || state.startsWith("53")
                || state.startsWith("40");
    }

    /** Whether a text holds what PostgreSQL cannot keep: U+0000, in text (22021) or in JSON (22P05). */
    public static boolean isUnstorableText(Throwable failure) {
        for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql
                    && ("22021".equals(sql.getSQLState()) || "22P05".equals(sql.getSQLState()))) {
                return true;
            }
            if (Arrays.stream(t.getSuppressed()).anyMatch(DatabaseException::isUnstorableText)) {
                return true;
            }
        }
        return false;
    }
}
