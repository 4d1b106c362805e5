package dev.gantry.kit.db;

import dev.gantry.kit.time.Backoff;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.interceptor.InvocationContext;
import jakarta.persistence.OptimisticLockException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Repeats a transaction that was given up for another's sake: by the database (deadlock 40P01, serialization 40001), or because what it read
 * was changed before it could lock it. The second try has the way free.
 */
final class DeadlockRetry {

    private static final int TRIES = 4;

    private DeadlockRetry() {}

    /** Only at the outermost transaction: an inner one is gone together with what was done before it. */
    static @Nullable Object around(InvocationContext call) throws Exception {
        return QuarkusTransaction.isActive()
                ? call.proceed()
                : repeated(call.getMethod().getName(), call::proceed);
    }

    /** {@code work} is one whole transaction. */
    static <T extends @Nullable Object> T repeated(String name, Callable<T> work) throws Exception {
        Backoff backoff = new Backoff();
        for (int attempt = 1; ; attempt++) {
            try {
                return work.call();
            } catch (Exception e) {
                if (attempt == TRIES || !isConflict(e)) {
                    throw e;
                }
                Log.infof("transaction repeated after a conflict method=%s attempt=%d", name, attempt);
                backoff.pause();
            }
        }
    }

    static boolean isConflict(Throwable failure) {
        for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof OptimisticLockException) {
                return true;
            }
            if (t instanceof SQLException sql
                    && ("40P01".equals(sql.getSQLState()) || "40001".equals(sql.getSQLState()))) {
                return true;
            }
            // What was found only while committing stands beside the causes.
            if (Arrays.stream(t.getSuppressed()).anyMatch(DeadlockRetry::isConflict)) {
                return true;
            }
        }
        return false;
    }
}
